import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { useState } from 'react';
import { toast } from '../../lib/feedback';
import { openPage } from '../../lib/navigation';
import { useMutation } from '../../lib/useMutation';
import { workPages } from '../../paths';
import { RaiseSheet } from './RaiseSheet';
import { useOfferStatus } from './useOfferStatus';
import type { OfferSteps } from './WorkOfferDetail';
import { copyOffer } from './workOffers.api';
import { STATUS_TAGS } from './workOfferWords';

/** Everything a head may do with one offer; `overlay` holds the questions and the sheet that the steps open. */
export function useOfferSteps(id: string, offer: WorkOffer | undefined, onChange: (offer: WorkOffer) => void) {
  const [raising, setRaising] = useState(false);
  const status = useOfferStatus(offer, (changed) => {
    toast(STATUS_TAGS[changed.status].text);
    onChange(changed);
  });
  const copy = useMutation(
    (offerId: string, requestId) => copyOffer({ params: { offerId }, body: { requestId } }),
    (made) => openPage(workPages.offerForm, { id: made.id }),
  );
  const raised = (changed: WorkOffer) => {
    setRaising(false);
    toast('已提交确认');
    onChange(changed);
  };
  const overlay = (
    <>
      {status.dialog}
      {offer && raising ? <RaiseSheet offer={offer} open onClose={() => setRaising(false)} onDone={raised} /> : null}
    </>
  );
  const steps: OfferSteps = {
    onEdit: () => openPage(workPages.offerForm, { id }),
    onPreview: () => openPage(workPages.offerPreview, { id }),
    onClaims: () => openPage(workPages.offerClaims, { id }),
    onCopy: () => void copy.submit(id),
    onRaise: () => setRaising(true),
    onPause: () => status.become('paused'),
    onEnd: () => status.become('ended'),
    onWithdraw: () => status.become('draft'),
  };
  const publish = () => status.become('published');
  return { steps, publish, overlay, error: status.error ?? copy.error, faults: status.faults };
}
