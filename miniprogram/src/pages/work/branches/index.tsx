import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { listBranches } from '../../../features/branches/branches.api';
import { INDUSTRY_WORDS } from '../../../features/branches/industryWords';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** The branches (admin). */
export default function BranchesPage() {
  const footer = (
    <Button id="add-branch" icon="plus" onTap={() => openPage(workPages.branchForm)}>
      新建网点
    </Button>
  );
  return (
    <WorkScreen id="branches-page" needs="manageBranches" footer={footer}>
      {() => <Branches />}
    </WorkScreen>
  );
}

function Branches() {
  const branches = useQuery(listBranches, String(useVisits()));
  return (
    <Loaded query={branches}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="bank" title="还没有网点" text="点下方“新建网点”，再为它添加员工和商户。" />
        ) : (
          <Card flush>
            {items.map(({ id, name, place, industries, can }) => (
              <Row
                key={id}
                icon="bank"
                title={name}
                note={[place.address, industries.map((one) => INDUSTRY_WORDS[one]).join('、')]
                  .filter(Boolean)
                  .join(' · ')}
                onTap={can.update ? () => openPage(workPages.branchForm, { id }) : undefined}
              />
            ))}
          </Card>
        )
      }
    </Loaded>
  );
}
