import type { OfferClaim } from '@linzhang/shared/claims/redemptions.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Switch } from '../../components/form/Check';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { useMutation } from '../../lib/useMutation';
import { cancelClaim, reverseRedemption } from './workOffers.api';

interface ClaimSheetProps {
  claim: OfferClaim;
  onClose: () => void;
  onDone: (claim: OfferClaim) => void;
}

/** Takes a redemption back, or cancels a claim that was not used; both with a reason. */
export function ClaimSheet({ claim, onClose, onDone }: ClaimSheetProps) {
  const [reason, setReason] = useState('');
  const [goodsReturned, setGoodsReturned] = useState(false);
  const reverses = claim.can.reverse;
  const change = useMutation((body: { reason: string; goodsReturned: boolean }, requestId) => {
    const params = { claimId: claim.id };
    if (reverses) return reverseRedemption({ params, body: { ...body, requestId } });
    return cancelClaim({ params, body: { reason: body.reason, requestId } });
  }, onDone);
  const submit = () => change.submit({ reason: reason.trim(), goodsReturned });
  const footer = (
    <Button id="end-claim" kind="danger" disabled={reason.trim().length < 2} busy={change.busy} onTap={submit}>
      {reverses ? '冲正核销' : '取消这张券'}
    </Button>
  );
  const text = reverses
    ? '冲正后费用退回预算，客户经理的业绩一并撤回，这张券不能再用。'
    : '取消后份数和预算退回，不占用客户的领取次数，客户会收到通知。';
  return (
    <Sheet open title={reverses ? '冲正核销' : '取消优惠券'} footer={footer} onClose={onClose}>
      <Form>
        <Notice tone="amber" text={text} />
        {reverses ? (
          <Switch label="商品已退回" note="退回的才把份数加回来" checked={goodsReturned} onChange={setGoodsReturned} />
        ) : null}
        <TextField id="end-reason" label="原因" value={reason} onChange={setReason} maxLength={100} />
        <ErrorNotice error={change.error} />
      </Form>
    </Sheet>
  );
}
