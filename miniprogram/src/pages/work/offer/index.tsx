import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { ErrorNotice } from '../../../components/display/ErrorNotice';
import { Loaded } from '../../../components/screen/Loaded';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { useOfferSteps } from '../../../features/offers/useOfferSteps';
import { Faults, WorkOfferDetail } from '../../../features/offers/WorkOfferDetail';
import { getWorkOffer } from '../../../features/offers/workOffers.api';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';

/** One offer of the branch: its figures, what it is, and everything a head may do with it. */
export default function WorkOfferPage() {
  const id = decoded(useRouter().params['id']);
  const visits = useVisits();
  const offer = useQuery(() => getWorkOffer({ params: { offerId: id } }), `${id}|${visits}`);
  const { steps, publish, overlay, error, faults } = useOfferSteps(id, offer.data, offer.setData);
  const footer = offer.data?.can.publish ? (
    <Button id="publish-offer" disabled={offer.data.faults.length > 0} onTap={publish}>
      {offer.data.status === 'paused' ? '恢复领取' : '发布给客户'}
    </Button>
  ) : null;
  return (
    <WorkScreen id="work-offer-page" needs="openWork" overlay={overlay} footer={footer} onRefresh={offer.reload}>
      {() => (
        <Loaded query={offer}>
          {(found) => (
            <>
              <Faults faults={faults} />
              <ErrorNotice error={error} />
              <WorkOfferDetail offer={found} steps={steps} />
            </>
          )}
        </Loaded>
      )}
    </WorkScreen>
  );
}
