import type { EventDetail } from '@linzhang/shared/events/events.contract';
import type { Me } from '@linzhang/shared/members/members.contract';
import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Notice } from '../../../components/display/Notice';
import { Loaded } from '../../../components/screen/Loaded';
import { useShareCard } from '../../../features/channels/useShareCard';
import { EventBooths } from '../../../features/events/EventBooths';
import { EventHead } from '../../../features/events/EventHead';
import { getEvent } from '../../../features/events/events.api';
import { OVER_WORDS, signupLine, signupVerb } from '../../../features/events/eventWords';
import { firstStepOf } from '../../../features/members/takingPart';
import { VisitorScreen } from '../../../features/members/VisitorScreen';
import { useMessageAsk } from '../../../features/messages/useMessageAsk';
import { CardOfEvent } from '../../../features/stamps/CardOfEvent';
import { addressOf, decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { eventPages } from '../../../paths';

/** One event: what it is, the own place, the stamp card. Opens for a stranger too. */
export default function EventPage() {
  const id = decoded(useRouter().params['id']);
  const [event, setEvent] = useState<EventDetail>();
  const [card, setCard] = useState<StampCard>();
  const [reads, setReads] = useState(0);
  return (
    <VisitorScreen
      id="event-page"
      onRefresh={async () => setReads((count) => count + 1)}
      footer={(me) => (event ? <Step me={me} event={event} card={card} /> : null)}
    >
      {(me) => <EventOf id={id} me={me} reads={reads} onRead={setEvent} onCard={setCard} />}
    </VisitorScreen>
  );
}

interface EventOfProps {
  id: string;
  me: Me | null;
  /** Rises when the page was pulled down. */
  reads: number;
  onRead: (event: EventDetail) => void;
  onCard: (card: StampCard) => void;
}

function EventOf({ id, me, reads, onRead, onCard }: EventOfProps) {
  const visits = useVisits();
  const consented = me?.consented ?? false;
  const read = async () => {
    const found = await getEvent({ params: { eventId: id } });
    onRead(found);
    return found;
  };
  const event = useQuery(read, `${id}|${visits}|${reads}|${consented}`);
  const address = addressOf(eventPages.event, { id });
  useShareCard({ kind: 'event', id, title: event.data?.name ?? '邀您来逛活动', address, signed: consented });
  return (
    <Loaded query={event}>
      {(shown) => {
        const over = OVER_WORDS[shown.phase];
        return (
          <>
            {over ? <Notice tone="amber" icon="info" text={over} /> : null}
            <EventHead event={shown} />
            <SignupEntry event={shown} />
            {shown.booths.length > 0 ? <CardOfEvent event={shown} own={consented} onCard={onCard} /> : null}
            <EventBooths booths={shown.booths} />
          </>
        );
      }}
    </Loaded>
  );
}

function SignupEntry({ event }: { event: EventDetail }) {
  const { id, signup, phase } = event;
  if (!signup || phase === 'cancelled') return null;
  return (
    <Card flush>
      <Row
        id="open-signup"
        icon="note"
        title="报名"
        note={signupLine(signup)}
        onTap={() => openPage(eventPages.signup, { id })}
      />
    </Card>
  );
}

/** The one filled button: what this person does next at this event. */
function Step({ me, event, card }: { me: Me | null; event: EventDetail; card: StampCard | undefined }) {
  const { id, phase, signup } = event;
  const askForMessages = useMessageAsk(['event'], me?.consented ?? false);
  if (phase === 'ended' || phase === 'cancelled') return null;
  const first = firstStepOf(me);
  if (first) return <Button onTap={first.go}>{first.verb}</Button>;
  const verb = phase === 'upcoming' && signup ? signupVerb(signup) : null;
  if (verb) return <Button onTap={() => openPage(eventPages.signup, { id })}>{verb}</Button>;
  if (!card?.can.showCode) return null;
  const showCode = () => {
    // Asked once, on the way to the first stamp: at the booths nobody is held up.
    if (card.stampCount === 0) askForMessages();
    openPage(eventPages.code, { id });
  };
  return (
    <Button id="show-code" onTap={showCode}>
      出示集章码
    </Button>
  );
}
