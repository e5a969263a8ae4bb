import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Tabs } from '../../../components/action/Tabs';
import { MemberAssign, type Picked } from '../../../features/aum/MemberAssign';
import { RosterAssign } from '../../../features/aum/RosterAssign';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';
import { countOf } from '../../../lib/numbers';

const WAYS = [
  { value: 'roster', text: '按花名册' },
  { value: 'members', text: '挑选客户' },
] as const;
type Way = (typeof WAYS)[number]['value'];

/** 分配维护人: who serves whom, by a roster or customer by customer. */
export default function AssignmentPage() {
  const startAt = decoded(useRouter().params['branchId']);
  const [way, setWay] = useState<Way>('roster');
  const [picked, setPicked] = useState<Picked>(new Map());
  const [giving, setGiving] = useState(false);
  const give = (
    <Button id="give-picked" disabled={picked.size === 0} onTap={() => setGiving(true)}>
      {picked.size === 0 ? '请先选客户' : `分配选中的 ${countOf(picked.size)} 位`}
    </Button>
  );
  return (
    <WorkScreen id="branch-assignment" needs="headBranch" footer={way === 'members' ? give : null}>
      {(me) => (
        <BranchChoice me={me} startAt={startAt}>
          {(branchId) => (
            <>
              <Tabs label="怎么分配" options={WAYS} value={way} onChange={setWay} />
              {way === 'roster' ? (
                <RosterAssign key={branchId} branchId={branchId} />
              ) : (
                <MemberAssign
                  key={branchId}
                  branchId={branchId}
                  picked={picked}
                  onPick={setPicked}
                  giving={giving}
                  onClose={() => setGiving(false)}
                />
              )}
            </>
          )}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}
