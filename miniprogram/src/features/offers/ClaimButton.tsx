import type { Offer } from '@linzhang/shared/offers/offers.contract';
import { View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { useMutation } from '../../lib/useMutation';
import classes from './ClaimButton.module.scss';
import { claimOffer } from './offers.api';

interface ClaimButtonProps {
  offer: Offer;
  /** Called within the tap: what WeChat answers only there is asked then. */
  onTap?: () => void;
  onClaimed: (claimId: string) => void;
  /** Reads the offer again: what was refused has a reason that the page shows. */
  onRefused: () => void;
}

/** Takes one of the offer; a second tap while the first is under way does nothing. */
export function ClaimButton({ offer, onTap, onClaimed, onRefused }: ClaimButtonProps) {
  const claim = useMutation(
    (offerId: string, requestId) => claimOffer({ params: { offerId }, body: { requestId } }),
    (claimed) => onClaimed(claimed.id),
  );
  const submit = async () => {
    onTap?.();
    if ((await claim.submit(offer.id)) === null) onRefused();
  };
  return (
    <View className={classes.claim}>
      <ErrorNotice error={claim.error} />
      <Button id="claim-offer" disabled={!offer.can.claim} busy={claim.busy} busyText="正在领取…" onTap={submit}>
        领取
      </Button>
    </View>
  );
}
