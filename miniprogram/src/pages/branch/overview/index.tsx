import type { Me } from '@linzhang/shared/members/members.contract';
import type { FigureSide } from '@linzhang/shared/portfolio/counts.rules';
import { FIGURE_SETS } from '@linzhang/shared/portfolio/counts.rules';
import type { FigureLine, PortfolioFigures } from '@linzhang/shared/portfolio/portfolio.contract';
import type { Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import { useState } from 'react';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Notice } from '../../../components/display/Notice';
import { DownloadButton } from '../../../components/file/DownloadButton';
import { Loaded } from '../../../components/screen/Loaded';
import { LaterPart, Part } from '../../../components/screen/Part';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { BranchFigures } from '../../../features/portfolio/BranchFigures';
import { ProgressChart } from '../../../features/portfolio/ProgressChart';
import { exportPortfolioFigures, getPortfolioFigures } from '../../../features/portfolio/portfolio.api';
import { QuarterSteps } from '../../../features/portfolio/QuarterSteps';
import { thisQuarter } from '../../../features/portfolio/quarters';
import { Ranking } from '../../../features/portfolio/Ranking';
import { SideBars } from '../../../features/portfolio/SideBars';
import type { Measure } from '../../../features/portfolio/sideLines';
import { openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { branchPages, managerPages } from '../../../paths';

/** 网点业绩: the branch against its targets, by day, by person, by position, tier and segment. */
export default function OverviewPage() {
  return (
    <WorkScreen id="branch-overview" needs="headBranch">
      {(me) => (
        <BranchChoice me={me}>{(branchId, name) => <OfBranch me={me} branchId={branchId} name={name} />}</BranchChoice>
      )}
    </WorkScreen>
  );
}

interface OfBranchProps {
  me: Me;
  branchId: string;
  name: string;
}

/** Which parameter of a list names a line of each side. */
const SIDE_PARAMS: Readonly<Record<FigureSide, string>> = {
  employee: 'ownerId',
  branch: 'branchId',
  position: 'position',
  tier: 'tierAtStart',
  segment: 'segment',
};

function OfBranch({ me, branchId, name }: OfBranchProps) {
  const [quarter, setQuarter] = useState(() => thisQuarter());
  return (
    <>
      <QuarterSteps quarter={quarter} onChange={setQuarter} />
      <OfQuarter key={`${branchId}|${quarter}`} me={me} branchId={branchId} name={name} quarter={quarter} />
    </>
  );
}

function OfQuarter({ me, branchId, name, quarter }: OfBranchProps & { quarter: string }) {
  const visits = useVisits();
  const query = { branchId, quarter, by: 'employee' as const };
  const figures = useQuery(() => getPortfolioFigures({ query }), String(visits));
  const openBehind = (figure: Figure, more: Record<string, string> = {}) =>
    openPage(branchPages.members, { branchId, quarter, set: FIGURE_SETS[figure].above, ...more });
  const openPerson = ({ id }: FigureLine, measure: Measure) => {
    if (id) openPage(managerPages.scorecard, { employeeId: id, quarter });
    else if (measure !== 'score') openBehind(measure, { position: 'none' });
  };
  const openSide = (side: FigureSide, { id }: FigureLine, figure: Figure) =>
    openBehind(figure, side === 'branch' && id === null ? {} : { [SIDE_PARAMS[side]]: id ?? 'none' });
  return (
    <>
      <Part>
        <Loaded query={figures} blocks={6}>
          {(found) => (
            <>
              {quarter === thisQuarter() && isUnlisted(found) ? <NoList /> : null}
              <BranchFigures name={name} figures={found} onOpen={openBehind} />
              <LaterPart>
                <Ranking lines={found.rows} onOpen={openPerson} />
              </LaterPart>
            </>
          )}
        </Loaded>
      </Part>
      <ProgressChart about={{ branchId, quarter }} version={visits} />
      <SideBars
        branchId={branchId}
        quarter={quarter}
        version={visits}
        branches={Boolean(me.employee?.roles.includes('admin'))}
        onOpen={openSide}
      />
      <Elsewhere branchId={branchId} quarter={quarter} />
      <DownloadButton id="export-figures" read={() => exportPortfolioFigures({ query })}>
        导出业绩表
      </DownloadButton>
    </>
  );
}

/** True where no list of the bank is there: all but the new customers need one. */
function isUnlisted({ total }: PortfolioFigures): boolean {
  return total.figures.every(({ figure, actual }) => figure === 'growth' || actual === null);
}

function NoList() {
  return (
    <Notice
      tone="sky"
      icon="info"
      text="上传资产名单后，就能算出业绩。"
      action="去上传"
      onAction={() => openPage(branchPages.imports)}
    />
  );
}

function Elsewhere({ branchId, quarter }: { branchId: string; quarter: string }) {
  return (
    <Card flush>
      <Row
        id="open-members"
        icon="people"
        title="全部客户"
        note="按层级、象限筛选，能搜索"
        onTap={() => openPage(branchPages.members, { branchId, quarter })}
      />
      <Row
        id="open-targets"
        icon="pen"
        title="目标"
        note="网点的和每个人的"
        onTap={() => openPage(branchPages.targets, { branchId, quarter })}
      />
      <Row
        id="open-transitions"
        icon="list"
        title="层级变动"
        note="客户从哪一层到了哪一层"
        onTap={() => openPage(branchPages.transitions, { branchId })}
      />
    </Card>
  );
}
