import { OFFER_FAULTS, type OfferFault } from '@linzhang/shared/offers/offers.rules';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { useConfirm } from '../../components/overlay/useConfirm';
import { useMutation } from '../../lib/useMutation';
import { changeOfferStatus } from './workOffers.api';
import { STATUS_QUESTIONS } from './workOfferWords';

type Next = keyof typeof STATUS_QUESTIONS;

/** Asks, then publishes, pauses, ends or takes back; `dialog` goes into the page's overlay. */
export function useOfferStatus(offer: WorkOffer | undefined, onDone: (offer: WorkOffer) => void) {
  const { ask, dialog } = useConfirm();
  const change = useMutation(
    ({ offerId, version, status }: { offerId: string; version: number; status: Next }, requestId) =>
      changeOfferStatus({ params: { offerId }, body: { status, version, requestId } }),
    onDone,
  );
  const become = (status: Next) => {
    if (!offer) return;
    ask(STATUS_QUESTIONS[status], () => change.submit({ offerId: offer.id, version: offer.version, status }));
  };
  return { become, dialog, error: change.error, faults: faultsIn(change.error?.details) };
}

/** What the server found wrong, where it says so. */
function faultsIn(details: Readonly<Record<string, unknown>> | undefined): OfferFault[] {
  const faults = details?.['faults'];
  return Array.isArray(faults) ? OFFER_FAULTS.filter((fault) => faults.includes(fault)) : [];
}
