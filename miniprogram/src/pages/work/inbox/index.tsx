import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import type { Inbox } from '@linzhang/shared/inbox/inbox.contract';
import type { Me } from '@linzhang/shared/members/members.contract';
import { useState } from 'react';
import { Tabs } from '../../../components/action/Tabs';
import { Section } from '../../../components/display/Section';
import { ApprovalList } from '../../../features/approvals/ApprovalList';
import { getInbox } from '../../../features/inbox/inbox.api';
import { type Desk, WaitingElsewhere } from '../../../features/inbox/WaitingElsewhere';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ConflictList } from '../../../features/stamps/ConflictList';
import { openPage } from '../../../lib/navigation';
import { countOf } from '../../../lib/numbers';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { branchPages, workPages } from '../../../paths';

const VIEWS = [
  { value: 'open', text: '要处理的' },
  { value: 'closed', text: '处理过的' },
] as const;
type View = (typeof VIEWS)[number]['value'];

/** 待办: what waits for a decision of this person, by what it is about. An organizer decides on doubtful stamps only. */
export default function InboxPage() {
  const [view, setView] = useState<View>('open');
  const [reads, setReads] = useState(0);
  const version = useVisits() + reads;
  return (
    <WorkScreen id="inbox-page" needs="openWork" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => (
        <>
          <Tabs label="待办" options={VIEWS} value={view} onChange={setView} />
          {view === 'open' ? <Waiting me={me} version={version} /> : <Decided me={me} version={version} />}
        </>
      )}
    </WorkScreen>
  );
}

interface PartProps {
  me: Me;
  version: number;
}

function Waiting({ me, version }: PartProps) {
  return me.can.decide ? (
    <HeadsWork version={version} />
  ) : (
    <Section title="存疑的盖章">
      <ConflictList status="open" version={version} />
    </Section>
  );
}

const DESK_PAGES: Readonly<Record<Desk, string>> = {
  deskLeads: branchPages.leads,
  doubts: branchPages.doubts,
  channelReviews: workPages.channelReviews,
};

function HeadsWork({ version }: { version: number }) {
  const [decided, setDecided] = useState(0);
  const count = () => setDecided((times) => times + 1);
  const inbox = useQuery(getInbox, `${version}|${decided}`);
  const counted = (name: 'approvals' | 'conflicts') => numberOf(inbox.data, name);
  return (
    <>
      <Section title="需要第二人确认" count={counted('approvals')}>
        <ApprovalList status="open" version={version} onOpen={openSubject} onDecided={count} />
      </Section>
      <Section title="存疑的盖章" count={counted('conflicts')}>
        <ConflictList status="open" version={version} onDecided={count} />
      </Section>
      <Section title="在别的页面处理">
        <WaitingElsewhere inbox={inbox.data} onOpen={(desk) => openPage(DESK_PAGES[desk])} />
      </Section>
    </>
  );
}

function numberOf(inbox: Inbox | undefined, name: 'approvals' | 'conflicts'): string {
  const count = inbox?.[name];
  return count ? countOf(count) : '';
}

/** Opens what a request is about, where it has a page. */
function openSubject({ kind, subject: { id } }: Approval): void {
  if (kind === 'aum_import') openPage(branchPages.import, { id });
  if (kind === 'origin_change') openPage(branchPages.origins, { memberId: id });
  if (kind === 'offer_publish' || kind === 'offer_raise') openPage(workPages.offer, { id });
}

function Decided({ me, version }: PartProps) {
  return (
    <>
      {me.can.decide ? (
        <Section title="第二人确认">
          <ApprovalList status="closed" version={version} onOpen={openSubject} />
        </Section>
      ) : null}
      <Section title="认可的盖章">
        <ConflictList status="accepted" version={version} />
      </Section>
      <Section title="未认可的盖章">
        <ConflictList status="rejected" version={version} />
      </Section>
    </>
  );
}
