import type { Claim, RedemptionRequest } from '@linzhang/shared/claims/claims.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { Ring } from '../../components/display/Ring';
import { useClock } from '../../lib/useClock';
import { useMutation } from '../../lib/useMutation';
import classes from './ClaimCode.module.scss';
import { COUNTER_WORDS } from './claimWords';
import { confirmRedemption } from './ownClaims.api';

interface RedemptionQuestionProps {
  request: RedemptionRequest;
  onConfirmed: (claim: Claim) => void;
  onLater: () => void;
}

const secondsOf = (from: Date, to: string) => Math.max(0, Math.ceil((Date.parse(to) - from.getTime()) / 1000));

/** Asks for the tap that uses a claim whose code was typed at the counter; the seconds are the server's. */
export function RedemptionQuestion({ request, onConfirmed, onLater }: RedemptionQuestionProps) {
  const now = useClock();
  const left = secondsOf(now, request.confirmBefore);
  const whole = Math.max(1, Math.round((Date.parse(request.confirmBefore) - Date.parse(request.askedAt)) / 1000));
  const confirm = useMutation(
    (redemptionId: string, requestId) => confirmRedemption({ params: { redemptionId }, body: { requestId } }),
    onConfirmed,
  );
  return (
    <View id="redemption-question" className={classes.question}>
      <Text className={classes.asked}>现在使用这张券？</Text>
      <Ring seconds={left} total={whole} label={COUNTER_WORDS.left(left)} />
      <Text className={classes.hint}>{left > 0 ? COUNTER_WORDS.left(left) : COUNTER_WORDS.lapsed}</Text>
      <View className={classes.wide}>
        <Card>
          <Facts facts={billFacts(request)} />
        </Card>
      </View>
      <ErrorNotice error={confirm.error} />
      <View className={classes.buttons}>
        <Button id="later" kind="ghost" onTap={onLater}>
          先不用
        </Button>
        <Button
          id="confirm-redemption"
          disabled={left === 0}
          busy={confirm.busy}
          onTap={() => confirm.submit(request.id)}
        >
          确认使用
        </Button>
      </View>
    </View>
  );
}

function billFacts({ claim, merchant, billFen, offFen }: RedemptionRequest): [string, string | null][] {
  const paid = billFen === null ? null : Math.max(0, billFen - offFen);
  return [
    ['券', claim.name],
    ['商户', merchant?.name ?? '银行'],
    ['账单', billFen === null ? null : `${formatYuan(billFen)} 元`],
    ['优惠', billFen === null ? null : `−${formatYuan(offFen)} 元`],
    ['应付', paid === null ? null : `${formatYuan(paid)} 元`],
  ];
}
