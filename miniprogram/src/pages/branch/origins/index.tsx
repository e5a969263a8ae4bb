import type { OriginCase } from '@linzhang/shared/attribution/origins.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Tabs } from '../../../components/action/Tabs';
import { Card } from '../../../components/display/Card';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { getOriginCase } from '../../../features/attribution/attribution.api';
import { OriginCaseView } from '../../../features/attribution/OriginCaseView';
import { OriginChangeList } from '../../../features/attribution/OriginChangeList';
import { OriginMemberList } from '../../../features/attribution/OriginMemberList';
import { OriginSheet } from '../../../features/attribution/OriginSheet';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, openPage } from '../../../lib/navigation';
import { type Query, useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { branchPages, managerPages } from '../../../paths';

/** Who brought the customers of a branch; with `memberId`, one customer whose origin may be decided anew. */
export default function OriginsPage() {
  const memberId = decoded(useRouter().params['memberId']);
  return memberId ? <OneMember memberId={memberId} /> : <Everybody />;
}

const VIEWS = [
  { value: 'members', text: '客户' },
  { value: 'changes', text: '变更记录' },
] as const;
type View = (typeof VIEWS)[number]['value'];

function Everybody() {
  const [view, setView] = useState<View>('members');
  const [reads, setReads] = useState(0);
  const version = useVisits() + reads;
  const open = (memberId: string) => openPage(branchPages.origins, { memberId });
  return (
    <WorkScreen id="branch-origins" needs="headBranch" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => (
        <BranchChoice me={me}>
          {(branchId) => (
            <>
              <Tabs label="看什么" options={VIEWS} value={view} onChange={setView} />
              {view === 'members' ? (
                <OriginMemberList branchId={branchId} version={version} onOpen={open} />
              ) : (
                <OriginChangeList branchId={branchId} version={version} onOpen={open} />
              )}
            </>
          )}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}

function OneMember({ memberId }: { memberId: string }) {
  const [asking, setAsking] = useState(false);
  const origin = useQuery(() => getOriginCase({ params: { memberId } }), memberId);
  const { data } = origin;
  const done = () => {
    setAsking(false);
    toast('已提交，等第二个人确认');
    void origin.reload();
  };
  return (
    <WorkScreen
      id="branch-origin"
      needs="headBranch"
      onRefresh={origin.reload}
      footer={data && mayAsk(data) ? <Ask found={data} onTap={() => setAsking(true)} /> : null}
      overlay={data && asking ? <OriginSheet found={data} onDone={done} onClose={() => setAsking(false)} /> : null}
    >
      {() => <Known origin={origin} />}
    </WorkScreen>
  );
}

const mayAsk = ({ insider, waiting, candidates }: OriginCase) => !insider && !waiting && candidates.length > 0;

function Ask({ found, onTap }: { found: OriginCase; onTap: () => void }) {
  return (
    <Button id="change-origin" icon="pen" onTap={onTap}>
      {found.origin ? '改首维护人' : '指定首维护人'}
    </Button>
  );
}

function Known({ origin }: { origin: Query<OriginCase> }) {
  if (origin.data === undefined && origin.error?.code === 'not_found')
    return (
      <Empty icon="person" title="没有找到这位客户" text="客户不在本网点，或已注销。本网点的客户在“首维护人”页里。" />
    );
  return (
    <Loaded query={origin}>
      {(found) => (
        <>
          <OriginCaseView found={found} />
          <Card flush>
            <Row
              id="open-member"
              icon="person"
              title="看这位客户"
              note="做过什么，每一笔记给谁、为什么"
              onTap={() => openPage(managerPages.member, { id: found.member.id })}
            />
          </Card>
        </>
      )}
    </Loaded>
  );
}
