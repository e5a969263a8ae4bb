import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { ErrorNotice } from '../../../components/display/ErrorNotice';
import { Loaded } from '../../../components/screen/Loaded';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { RaiseSheet } from '../../../features/offers/RaiseSheet';
import { useOfferStatus } from '../../../features/offers/useOfferStatus';
import { Faults, WorkOfferDetail } from '../../../features/offers/WorkOfferDetail';
import { copyOffer, getWorkOffer } from '../../../features/offers/workOffers.api';
import { STATUS_TAGS } from '../../../features/offers/workOfferWords';
import { toast } from '../../../lib/feedback';
import { decoded, openPage } from '../../../lib/navigation';
import { useMutation } from '../../../lib/useMutation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** One offer of the branch: its figures, what it is, and everything a head may do with it. */
export default function WorkOfferPage() {
  const id = decoded(useRouter().params['id']);
  const visits = useVisits();
  const [raising, setRaising] = useState(false);
  const offer = useQuery(() => getWorkOffer({ params: { offerId: id } }), `${id}|${visits}`);
  const done = (changed: WorkOffer) => {
    toast(STATUS_TAGS[changed.status].text);
    offer.setData(changed);
  };
  const status = useOfferStatus(offer.data, done);
  const copy = useMutation(
    (offerId: string, requestId) => copyOffer({ params: { offerId }, body: { requestId } }),
    (made) => openPage(workPages.offerForm, { id: made.id }),
  );
  const raised = (changed: WorkOffer) => {
    setRaising(false);
    toast('已提交确认');
    offer.setData(changed);
  };
  const footer = offer.data?.can.publish ? (
    <Button id="publish-offer" disabled={offer.data.faults.length > 0} onTap={() => status.become('published')}>
      {offer.data.status === 'paused' ? '恢复领取' : '发布给客户'}
    </Button>
  ) : null;
  const overlay = (
    <>
      {status.dialog}
      {offer.data && raising ? (
        <RaiseSheet offer={offer.data} open onClose={() => setRaising(false)} onDone={raised} />
      ) : null}
    </>
  );
  const steps = {
    onEdit: () => openPage(workPages.offerForm, { id }),
    onPreview: () => openPage(workPages.offerPreview, { id }),
    onClaims: () => openPage(workPages.offerClaims, { id }),
    onCopy: () => void copy.submit(id),
    onRaise: () => setRaising(true),
    onPause: () => status.become('paused'),
    onEnd: () => status.become('ended'),
    onWithdraw: () => status.become('draft'),
  };
  return (
    <WorkScreen id="work-offer-page" needs="openWork" overlay={overlay} footer={footer} onRefresh={offer.reload}>
      {() => (
        <Loaded query={offer}>
          {(found) => (
            <>
              <Faults faults={status.faults} />
              <ErrorNotice error={status.error ?? copy.error} />
              <WorkOfferDetail offer={found} steps={steps} />
            </>
          )}
        </Loaded>
      )}
    </WorkScreen>
  );
}
