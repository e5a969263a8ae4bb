import { Button } from '../../../components/action/Button';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { WorkOfferList } from '../../../features/offers/WorkOfferList';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** Offers of the branch. */
export default function WorkOffersPage() {
  const visits = useVisits();
  const footer = (
    <Button id="add-offer" icon="plus" onTap={() => openPage(workPages.offerForm)}>
      新建优惠
    </Button>
  );
  return (
    <WorkScreen id="work-offers-page" needs="manageOffers" footer={footer}>
      {() => <WorkOfferList version={visits} onOpen={({ id }) => openPage(workPages.offer, { id })} />}
    </WorkScreen>
  );
}
