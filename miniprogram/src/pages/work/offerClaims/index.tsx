import type { OfferClaim } from '@linzhang/shared/claims/redemptions.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ClaimSheet } from '../../../features/offers/ClaimSheet';
import { OfferClaimList } from '../../../features/offers/OfferClaimList';
import { toast } from '../../../lib/feedback';
import { decoded } from '../../../lib/navigation';

/** Who claimed and used an offer; a head takes back or cancels here. */
export default function OfferClaimsPage() {
  const id = decoded(useRouter().params['id']);
  const [open, setOpen] = useState<OfferClaim | null>(null);
  const [version, setVersion] = useState(0);
  const done = ({ state }: OfferClaim) => {
    setOpen(null);
    setVersion((count) => count + 1);
    toast(state === 'reversed' ? '已冲正' : '已取消');
  };
  const overlay = open ? <ClaimSheet claim={open} onClose={() => setOpen(null)} onDone={done} /> : null;
  return (
    <WorkScreen id="offer-claims-page" needs="openWork" overlay={overlay}>
      {() => <OfferClaimList offerId={id} version={version} onOpen={setOpen} />}
    </WorkScreen>
  );
}
