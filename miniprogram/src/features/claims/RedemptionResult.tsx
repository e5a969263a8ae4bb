import { CONFIRM_MS } from '@linzhang/shared/claims/claims.rules';
import type { Redemption } from '@linzhang/shared/claims/redemptions.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { Text, View } from '@tarojs/components';
import { Result } from '../../components/display/Result';
import { Ring } from '../../components/display/Ring';
import { Icon } from '../../components/icon/Icon';
import { useClock } from '../../lib/useClock';
import { useRepeated } from '../../lib/useRepeated';
import { isGoods, redemptionNote } from './counterWords';
import classes from './RedemptionResult.module.scss';
import { getRedemption } from './redemptions.api';

const ASK_EVERY_MS = 2000;
const TOTAL_SECONDS = CONFIRM_MS / 1000;

interface RedemptionResultProps {
  redemption: Redemption;
  onNews: (redemption: Redemption) => void;
}

/** What became of a redemption; while the customer's tap is awaited, how long it still may take. */
export function RedemptionResult({ redemption, onNews }: RedemptionResultProps) {
  const who = redemption.member.name ?? `会员 ${redemption.member.number}`;
  if (redemption.state === 'waiting') return <Waiting redemption={redemption} who={who} onNews={onNews} />;
  if (redemption.state === 'lapsed')
    return <Result tone="gold" title="没有确认" text="客户没有在 60 秒内确认，这张券没有用掉，可以再核销一次" />;
  if (redemption.state === 'reversed') return <Result tone="ink" title="已冲正" text="这次核销已被主任退回" />;
  return (
    <Result tone="jade" title="核销成功" text={`${who} · ${redemption.name}`}>
      <Take redemption={redemption} />
    </Result>
  );
}

/** What to hand over, or what to collect. */
function Take({ redemption }: { redemption: Redemption }) {
  const { terms, billFen, offFen } = redemption;
  const goods = isGoods(terms);
  const pay = goods || billFen === null ? null : `应收 ${formatYuan(Math.max(0, billFen - offFen))} 元`;
  const words = goods ? `请发放：${terms.goods} 1 份` : (pay ?? redemptionNote(redemption));
  return (
    <View className={classes.take}>
      <Icon name={goods ? 'gift' : 'ticket'} size={22} />
      <View>
        <Text className={classes.words}>{words}</Text>
        {pay ? <Text className={classes.note}>{redemptionNote(redemption)}</Text> : null}
      </View>
    </View>
  );
}

function Waiting({ redemption, who, onNews }: RedemptionResultProps & { who: string }) {
  const now = useClock();
  const left = Math.max(0, Math.ceil((Date.parse(redemption.confirmBefore ?? '') - now.getTime()) / 1000) || 0);
  useRepeated(async () => {
    try {
      const newer = await getRedemption({ params: { redemptionId: redemption.id } });
      if (newer.state !== 'waiting') onNews(newer);
      return newer.state === 'waiting' ? ASK_EVERY_MS : null;
    } catch {
      // The customer may confirm all the same: ask again.
      return ASK_EVERY_MS;
    }
  }, true);
  return (
    <Result tone="pale" icon="clock" title="等客户确认" text={`请${who}在手机上点“确认使用”`}>
      <Ring seconds={left} total={TOTAL_SECONDS} label={`还剩 ${left} 秒`} />
    </Result>
  );
}
