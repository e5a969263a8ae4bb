import type { PortfolioTargets } from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { quarterAfter } from '@linzhang/shared/portfolio/quarters.rules';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Loaded } from '../../../components/screen/Loaded';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { getPortfolioTargets } from '../../../features/portfolio/portfolio.api';
import { QuarterSteps } from '../../../features/portfolio/QuarterSteps';
import { quarterIn, thisQuarter } from '../../../features/portfolio/quarters';
import { TargetForm } from '../../../features/portfolio/TargetForm';
import { toast } from '../../../lib/feedback';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** 目标: what the branch and its people should reach in a quarter; the next one may be set ahead. */
export default function TargetsPage() {
  const { params } = useRouter();
  const [quarter, setQuarter] = useState(() => quarterIn(decoded(params['quarter'])));
  return (
    <WorkScreen id="branch-targets" needs="headBranch">
      {(me) => (
        <BranchChoice me={me} startAt={decoded(params['branchId'])}>
          {(branchId) => (
            <>
              <QuarterSteps quarter={quarter} onChange={setQuarter} latest={quarterAfter(thisQuarter())} />
              <OfQuarter key={`${branchId}|${quarter}`} branchId={branchId} quarter={quarter} />
            </>
          )}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}

function OfQuarter({ branchId, quarter }: { branchId: string; quarter: string }) {
  const [reads, setReads] = useState(0);
  const targets = useQuery(() => getPortfolioTargets({ query: { branchId, quarter } }));
  const done = (changed: PortfolioTargets) => {
    toast('目标已保存');
    targets.setData(changed);
    setReads((count) => count + 1);
  };
  const reload = async () => {
    await targets.reload();
    setReads((count) => count + 1);
  };
  return (
    <Loaded query={targets} blocks={6}>
      {(found) => (
        <TargetForm key={reads} targets={found} over={quarter < thisQuarter()} onDone={done} onReload={reload} />
      )}
    </Loaded>
  );
}
