import { MOST_ASSIGNED } from '@linzhang/shared/leads/leads.rules';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { AssignSheet } from '../../../features/leads/AssignSheet';
import { BranchDesk } from '../../../features/leads/BranchDesk';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useVersion } from '../../../lib/useVersion';
import { branchPages, managerPages } from '../../../paths';

/** Leads that are ticked, all of one branch. */
interface Picked {
  branchId: string;
  leadIds: string[];
}

/** The head's desk of leads: looks at them by where they lie, and gives them to managers. */
export default function BranchLeadsPage() {
  const { version, refresh } = useVersion();
  const [picked, setPicked] = useState<Picked>({ branchId: '', leadIds: [] });
  const [assigning, setAssigning] = useState(false);
  const close = () => setAssigning(false);
  const done = () => {
    close();
    setPicked({ branchId: '', leadIds: [] });
    void refresh();
  };
  return (
    <WorkScreen
      id="branch-leads"
      needs="headBranch"
      onRefresh={refresh}
      footer={<AssignButton count={picked.leadIds.length} onTap={() => setAssigning(true)} />}
      overlay={assigning ? <AssignSheet {...picked} onClose={close} onDone={done} /> : null}
    >
      {(me) => (
        <BranchChoice me={me}>
          {(branchId) => (
            <>
              <BranchDesk
                key={branchId}
                branchId={branchId}
                version={version}
                picked={picked.branchId === branchId ? picked.leadIds : []}
                onPick={(leadIds) => setPicked({ branchId, leadIds })}
                onOpen={(lead) => openPage(managerPages.lead, { id: lead.id })}
              />
              <Ways branchId={branchId} />
            </>
          )}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}

function AssignButton({ count, onTap }: { count: number; onTap: () => void }) {
  if (count === 0) return null;
  return (
    <Button id="assign-picked" icon="people" disabled={count > MOST_ASSIGNED} onTap={onTap}>
      {count > MOST_ASSIGNED ? `一次最多分配 ${MOST_ASSIGNED} 条` : `分配 ${count} 条`}
    </Button>
  );
}

function Ways({ branchId }: { branchId: string }) {
  return (
    <Card flush>
      <Row
        id="open-lead-figures"
        icon="list"
        title="线索统计"
        note="等了多久、分得均不均"
        onTap={() => openPage(branchPages.leadFigures, { branch: branchId })}
      />
      <Row
        id="open-pool-order"
        icon="sliders"
        title="公海顺序"
        note="就近、行业对口、先到先得，哪个在前"
        onTap={() => openPage(branchPages.poolOrder, { branch: branchId })}
      />
    </Card>
  );
}
