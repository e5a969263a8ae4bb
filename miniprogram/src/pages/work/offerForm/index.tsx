import { useRouter } from '@tarojs/taro';
import { FormInBranch } from '../../../features/branches/FormInBranch';
import { listWorkEvents } from '../../../features/events/workEvents.api';
import { listWorkGroups } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { listMerchants } from '../../../features/merchants/merchants.api';
import type { OfferChoices } from '../../../features/offers/ConditionFields';
import { OfferForm } from '../../../features/offers/OfferForm';
import { getWorkOffer } from '../../../features/offers/workOffers.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { namedOptions } from '../../../lib/options';
import { tabs, workPages } from '../../../paths';

/** Most that is listed to choose from; a branch has no more of either. */
const LIMIT = 100;

const readOffer = (offerId: string) => getWorkOffer({ params: { offerId } });

/** The partners, groups and events of a branch. */
async function readChoices(branchId: string): Promise<OfferChoices> {
  const [merchants, groups, events] = await Promise.all([
    listMerchants({ query: { branchId, status: 'active', limit: LIMIT } }),
    listWorkGroups({ query: { branchId, limit: LIMIT } }),
    listWorkEvents({ query: { branchId, limit: LIMIT } }),
  ]);
  return {
    merchants: namedOptions(merchants.items),
    groups: namedOptions(groups.items),
    events: namedOptions(events.items),
  };
}

/** Makes an offer, or changes one. */
export default function OfferFormPage() {
  const id = decoded(useRouter().params['id']);
  const done = (saved: { id: string }) => {
    toast('已保存');
    // A new one is looked at next; a changed one is below this page.
    if (id) goBack(tabs.me);
    else replacePage(workPages.offer, { id: saved.id });
  };
  return (
    <WorkScreen id="offer-form-page" needs="manageOffers">
      {(me) => (
        <FormInBranch id={id} read={readOffer} ownBranchId={me.employee?.branch.id ?? ''} readChoices={readChoices}>
          {({ subject, branchId, choices }) => (
            <OfferForm {...choices} offer={subject} branchId={branchId} onDone={done} />
          )}
        </FormInBranch>
      )}
    </WorkScreen>
  );
}
