import type { Me } from '@linzhang/shared/members/members.contract';
import { useState } from 'react';
import { Row } from '../../../components/action/Row';
import { Tabs } from '../../../components/action/Tabs';
import { Card } from '../../../components/display/Card';
import { Section } from '../../../components/display/Section';
import { ApprovalList } from '../../../features/approvals/ApprovalList';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ConflictList } from '../../../features/stamps/ConflictList';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

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
  return (
    <>
      {me.can.decide ? (
        <Section title="需要第二人确认">
          <ApprovalList status="open" version={version} />
        </Section>
      ) : null}
      <Section title="存疑的盖章">
        <ConflictList status="open" version={version} />
      </Section>
      {me.can.decide ? (
        <Card flush>
          <Row
            id="open-channel-reviews"
            icon="shield"
            title="渠道绑定复核"
            note="一天绑定太多的渠道码，看过再算"
            onTap={() => openPage(workPages.channelReviews)}
          />
        </Card>
      ) : null}
    </>
  );
}

function Decided({ me, version }: PartProps) {
  return (
    <>
      {me.can.decide ? (
        <Section title="第二人确认">
          <ApprovalList status="closed" version={version} />
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
