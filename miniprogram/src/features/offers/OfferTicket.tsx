import type { Offer } from '@linzhang/shared/offers/offers.contract';
import { Ticket } from '../../components/display/Ticket';
import { faceOf } from './offerFace';
import { listNote } from './offerNotes';

interface OfferTicketProps {
  offer: Offer;
  onOpen: (offer: Offer) => void;
  /** Why it cannot be taken yet. */
  reason: string | null;
}

/** An offer of a list: what it gives, where, and what is still missing. */
export function OfferTicket({ offer, onOpen, reason }: OfferTicketProps) {
  return (
    <Ticket
      id={`offer-${offer.id}`}
      face={faceOf(offer.terms)}
      title={offer.name}
      notes={reason ? [listNote(offer), reason] : [listNote(offer)]}
      faded={offer.obstacle !== null}
      onTap={() => onOpen(offer)}
    />
  );
}
