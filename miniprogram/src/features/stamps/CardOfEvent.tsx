import type { EventDetail } from '@linzhang/shared/events/events.contract';
import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { useEffect } from 'react';
import { Loaded } from '../../components/screen/Loaded';
import { NextStamp } from './CardProgress';
import { StampBoard } from './StampBoard';
import { useLiveCard } from './useLiveCard';

interface CardOfEventProps {
  event: EventDetail;
  /** False for who has not come in yet: the empty card is shown. */
  own: boolean;
  onCard: (card: StampCard) => void;
}

/** The stamp card on the event's page. */
export function CardOfEvent({ event, own, onCard }: CardOfEventProps) {
  return own ? <OwnBoard eventId={event.id} onCard={onCard} /> : <EmptyBoard event={event} />;
}

function OwnBoard({ eventId, onCard }: { eventId: string; onCard: (card: StampCard) => void }) {
  const { query, freshIds } = useLiveCard(eventId);
  const { data } = query;
  useEffect(() => {
    if (data) onCard(data);
  }, [data, onCard]);
  return (
    <Loaded query={query} blocks={1}>
      {(card) => (
        <>
          <StampBoard card={card} freshIds={freshIds} />
          <NextStamp card={card} />
        </>
      )}
    </Loaded>
  );
}

function EmptyBoard({ event }: { event: EventDetail }) {
  const booths = event.booths.map((booth) => ({ ...booth, stampedAt: null }));
  const { rewards, needed } = event;
  return <StampBoard card={{ booths, rewards, needed, stampCount: 0 }} freshIds={[]} />;
}
