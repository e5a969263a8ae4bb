import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { listReason } from '../../../features/offers/claimingWords';
import { OfferList } from '../../../features/offers/OfferList';
import { decoded, openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { offerPages } from '../../../paths';

/** All offers that the member may see; with `group` those of one group. */
export default function OffersPage() {
  const groupId = decoded(useRouter().params['group']) || undefined;
  const [reads, setReads] = useState(0);
  return (
    <AccountScreen id="offers-page" needs="consent" onRefresh={async () => setReads((count) => count + 1)}>
      {() => <Offers groupId={groupId} reads={reads} />}
    </AccountScreen>
  );
}

function Offers({ groupId, reads }: { groupId: string | undefined; reads: number }) {
  const version = useVisits() + reads;
  return (
    <OfferList
      reasonOf={listReason}
      groupId={groupId}
      version={version}
      onOpen={({ id }) => openPage(offerPages.offer, { id })}
    />
  );
}
