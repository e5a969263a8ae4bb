import type { Role } from '@linzhang/shared/employees/employees.rules';
import type { Me } from '@linzhang/shared/members/members.contract';
import { type Tile, Tiles } from '../../../components/action/Tiles';
import { Card } from '../../../components/display/Card';
import { Facts } from '../../../components/display/Facts';
import { Section } from '../../../components/display/Section';
import { POSITION_WORDS, rolesOf } from '../../../features/employees/employeeWords';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { workPages } from '../../../paths';

/** Who redeems at a counter without a booth. */
const AT_COUNTERS: readonly Role[] = ['cashier', 'staff', 'head'];

interface Entry extends Omit<Tile, 'onTap'> {
  page: string;
  shown: (me: Me) => boolean;
}

const works = ({ employee }: Me, roles: readonly Role[]) =>
  Boolean(employee?.roles.some((role) => roles.includes(role)));

/** Where one may go, in the order of use. */
const ENTRIES: readonly Entry[] = [
  { id: 'inbox', icon: 'inbox', text: '待办', page: workPages.inbox, shown: ({ can }) => can.decide },
  { id: 'shift', icon: 'stamp', text: '我的班次', page: workPages.shift, shown: ({ can }) => can.scan },
  { id: 'redeem', icon: 'ticket', text: '核销', page: workPages.redeem, shown: (me) => works(me, AT_COUNTERS) },
  { id: 'channels', icon: 'scan', text: '渠道码', page: workPages.channels, shown: ({ can }) => can.manageChannels },
  {
    id: 'groups',
    icon: 'home',
    text: '福利圈',
    page: workPages.groups,
    shown: ({ can }) => can.manageGroups || can.manageChannels,
  },
  {
    id: 'events',
    icon: 'gift',
    text: '活动',
    page: workPages.events,
    shown: (me) => works(me, ['staff', 'manager', 'head', 'admin']),
  },
  {
    id: 'channel-reviews',
    icon: 'shield',
    text: '绑定复核',
    page: workPages.channelReviews,
    shown: ({ can }) => can.decide,
  },
  { id: 'offers', icon: 'ticket', text: '优惠', page: workPages.offers, shown: ({ can }) => can.manageOffers },
  { id: 'merchants', icon: 'shop', text: '商户', page: workPages.merchants, shown: ({ can }) => can.manageMerchants },
  { id: 'employees', icon: 'people', text: '员工', page: workPages.employees, shown: ({ can }) => can.manageEmployees },
  { id: 'settings', icon: 'sliders', text: '设置', page: workPages.settings, shown: ({ can }) => can.manageSettings },
  { id: 'branches', icon: 'bank', text: '网点', page: workPages.branches, shown: ({ can }) => can.manageBranches },
  { id: 'audits', icon: 'list', text: '操作记录', page: workPages.audits, shown: ({ can }) => can.readAudit },
  { id: 'computer-login', icon: 'computer', text: '电脑登录', page: workPages.computerLogin, shown: () => true },
];

function tilesOf(me: Me): Tile[] {
  return ENTRIES.filter(({ shown }) => shown(me)).map(({ id, icon, text, page }) => ({
    id,
    icon,
    text,
    onTap: () => openPage(page),
  }));
}

/** 工作台: where each employee finds what the own roles allow. */
export default function WorkHomePage() {
  return (
    <WorkScreen id="work-home" needs="openWork">
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
    </WorkScreen>
  );
}
