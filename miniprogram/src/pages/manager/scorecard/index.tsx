import type { Me } from '@linzhang/shared/members/members.contract';
import type { MemberSet } from '@linzhang/shared/portfolio/counts.rules';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Loaded } from '../../../components/screen/Loaded';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ProgressChart } from '../../../features/portfolio/ProgressChart';
import { getScorecard } from '../../../features/portfolio/portfolio.api';
import { QuarterSteps } from '../../../features/portfolio/QuarterSteps';
import { quarterIn } from '../../../features/portfolio/quarters';
import { ScorecardView } from '../../../features/portfolio/ScorecardView';
import { decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { managerPages } from '../../../paths';

/** 一人一表: what somebody brought in a quarter, against the targets. A head opens anybody’s of the branch. */
export default function ScorecardPage() {
  const { params } = useRouter();
  const [quarter, setQuarter] = useState(() => quarterIn(decoded(params['quarter'])));
  return (
    <WorkScreen id="manager-scorecard" needs="serveCustomers">
      {(me) => (
        <>
          <QuarterSteps quarter={quarter} onChange={setQuarter} />
          <OfQuarter
            key={quarter}
            me={me}
            employeeId={decoded(params['employeeId']) || me.employee?.id || ''}
            quarter={quarter}
          />
        </>
      )}
    </WorkScreen>
  );
}

function OfQuarter({ me, employeeId, quarter }: { me: Me; employeeId: string; quarter: string }) {
  const visits = useVisits();
  const card = useQuery(() => getScorecard({ query: { employeeId, quarter } }), String(visits));
  const openBehind = (set: MemberSet) => openPage(managerPages.portfolio, { ownerId: employeeId, quarter, set });
  const openAll = (name: string) => openPage(managerPages.portfolio, { ownerId: employeeId, name });
  const own = employeeId === me.employee?.id;
  // The own leads are asked for as the own ones, another's as those of the branch.
  const openWon = (branchId: string) =>
    openPage(managerPages.leads, { wonIn: quarter, ...(own ? {} : { branchId, holderId: employeeId }) });
  return (
    <Loaded query={card} blocks={6}>
      {(found) => (
        <>
          <ScorecardView card={found} onOpen={openBehind} onWon={() => openWon(found.employee.branch.id)} />
          <ProgressChart about={{ ownerId: employeeId, quarter }} version={visits} />
          <Card flush>
            <Row
              id="open-portfolio"
              icon="people"
              title={own ? '我的客户' : `${found.employee.name}的客户`}
              note="象限、层级和名单"
              onTap={() => openAll(found.employee.name)}
            />
          </Card>
        </>
      )}
    </Loaded>
  );
}
