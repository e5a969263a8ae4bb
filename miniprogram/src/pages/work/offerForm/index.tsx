import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { PickerField } from '../../../components/form/PickerField';
import { Loaded } from '../../../components/screen/Loaded';
import { listBranches } from '../../../features/branches/branches.api';
import { listWorkEvents } from '../../../features/events/workEvents.api';
import { listWorkGroups } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { listMerchants } from '../../../features/merchants/merchants.api';
import type { OfferChoices } from '../../../features/offers/ConditionFields';
import { OfferForm } from '../../../features/offers/OfferForm';
import { getWorkOffer } from '../../../features/offers/workOffers.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { tabs, workPages } from '../../../paths';

/** Most that is listed to choose from; a branch has no more of either. */
const LIMIT = 100;

async function readForm(id: string) {
  const [offer, branches] = await Promise.all([id ? getWorkOffer({ params: { offerId: id } }) : null, listBranches()]);
  return { offer, branches: branches.items.map((branch) => ({ value: branch.id, text: branch.name })) };
}

/** The partners, groups and events of a branch. */
async function readChoices(branchId: string): Promise<OfferChoices> {
  const [merchants, groups, events] = await Promise.all([
    listMerchants({ query: { branchId, status: 'active', limit: LIMIT } }),
    listWorkGroups({ query: { branchId, limit: LIMIT } }),
    listWorkEvents({ query: { branchId, limit: LIMIT } }),
  ]);
  const optionsOf = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, text: name }));
  return {
    merchants: optionsOf(merchants.items),
    groups: optionsOf(groups.items),
    events: optionsOf(events.items),
  };
}

/** Makes an offer, or changes one. */
export default function OfferFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="offer-form-page" needs="manageOffers">
      {(me) => <Start id={id} ownBranchId={me.employee?.branch.id ?? ''} />}
    </WorkScreen>
  );
}

function Start({ id, ownBranchId }: { id: string; ownBranchId: string }) {
  const form = useQuery(() => readForm(id), id);
  const [chosen, setChosen] = useState(ownBranchId);
  return (
    <Loaded query={form}>
      {({ offer, branches }) => {
        const branchId = offer?.branch.id ?? chosen;
        return (
          <>
            {branches.length > 1 ? (
              <PickerField
                label="所属网点"
                options={branches}
                value={branchId}
                onChange={setChosen}
                disabled={offer !== null}
              />
            ) : null}
            <OfBranch key={branchId} offer={offer} branchId={branchId} />
          </>
        );
      }}
    </Loaded>
  );
}

function OfBranch({ offer, branchId }: { offer: WorkOffer | null; branchId: string }) {
  const choices = useQuery(() => readChoices(branchId), branchId);
  const done = ({ id }: WorkOffer) => {
    toast('已保存');
    // A new one is looked at next; a changed one is below this page.
    if (offer) goBack(tabs.me);
    else replacePage(workPages.offer, { id });
  };
  return (
    <Loaded query={choices}>
      {(found) => <OfferForm {...found} offer={offer} branchId={branchId} onDone={done} />}
    </Loaded>
  );
}
