import { useRouter } from '@tarojs/taro';
import { Notice } from '../../../components/display/Notice';
import { Loaded } from '../../../components/screen/Loaded';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { OfferDetail } from '../../../features/offers/OfferDetail';
import { asCustomerSees } from '../../../features/offers/offerPreview';
import { getWorkOffer } from '../../../features/offers/workOffers.api';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** An offer as a customer sees it who meets all its conditions. */
export default function OfferPreviewPage() {
  const id = decoded(useRouter().params['id']);
  const offer = useQuery(() => getWorkOffer({ params: { offerId: id } }), id);
  return (
    <WorkScreen id="offer-preview-page" needs="openWork">
      {() => (
        <Loaded query={offer}>
          {(found) => (
            <>
              <Notice tone="sky" icon="info" text="这是符合条件的客户看到的样子。" />
              <OfferDetail offer={asCustomerSees(found)} onStep={() => undefined} />
            </>
          )}
        </Loaded>
      )}
    </WorkScreen>
  );
}
