import type { Me } from '@linzhang/shared/members/members.contract';
import { type Tile, Tiles } from '../../../components/action/Tiles';
import { Card } from '../../../components/display/Card';
import { Facts } from '../../../components/display/Facts';
import { Section } from '../../../components/display/Section';
import { POSITION_WORDS, rolesOf } from '../../../features/employees/employeeWords';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { openPage } from '../../../lib/navigation';
import { workPages } from '../../../paths';

function tilesOf({ can }: Me): Tile[] {
  const entries: readonly (readonly [boolean, Tile])[] = [
    [
      can.manageEmployees,
      { id: 'employees', icon: 'people', text: '员工', onTap: () => openPage(workPages.employees) },
    ],
    [can.manageMerchants, { id: 'merchants', icon: 'shop', text: '商户', onTap: () => openPage(workPages.merchants) }],
    [can.manageBranches, { id: 'branches', icon: 'bank', text: '网点', onTap: () => openPage(workPages.branches) }],
    [can.readAudit, { id: 'audits', icon: 'list', text: '操作记录', onTap: () => openPage(workPages.audits) }],
    [
      true,
      { id: 'computer-login', icon: 'computer', text: '电脑登录', onTap: () => openPage(workPages.computerLogin) },
    ],
  ];
  return entries.filter(([shown]) => shown).map(([, tile]) => tile);
}

/** 工作台: where each employee finds what the own roles allow. */
export default function WorkHomePage() {
  return (
    <AccountScreen id="work-home" needs="openWork">
      {(me) => (
        <>
          {me.employee ? (
            <Card>
              <Facts
                facts={[
                  ['姓名', `${me.employee.name}（${me.employee.number}）`],
                  ['网点', me.employee.branch.name],
                  ['商户', me.employee.merchant?.name ?? null],
                  ['角色', rolesOf(me.employee)],
                  ['岗位', POSITION_WORDS[me.employee.position]],
                ]}
              />
            </Card>
          ) : null}
          <Section title="我可以做的">
            <Tiles tiles={tilesOf(me)} />
          </Section>
        </>
      )}
    </AccountScreen>
  );
}
