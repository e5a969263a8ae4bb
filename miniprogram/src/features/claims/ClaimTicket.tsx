import type { Claim } from '@linzhang/shared/claims/claims.contract';
import { Ticket, type TicketFace } from '../../components/display/Ticket';
import { serverNow } from '../../lib/serverTime';
import { claimLines } from './claimWords';

/** Draws the worth of a claim; the words for it belong to the offers. */
export type FaceOf = (terms: Claim['offer']['terms']) => TicketFace;

/** A claim as a ticket. */
export function ClaimTicket({ claim, faceOf, onTap }: { claim: Claim; faceOf: FaceOf; onTap?: () => void }) {
  const { notes, urgent } = claimLines(claim, serverNow());
  return (
    <Ticket
      id={`claim-${claim.id}`}
      face={faceOf(claim.offer.terms)}
      title={claim.offer.name}
      notes={notes}
      urgent={urgent}
      faded={claim.state !== 'claimed'}
      onTap={onTap}
    />
  );
}
