import type { Customer } from '@linzhang/shared/customers/customers.contract';
import { SEGMENT_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { TIER_LINES } from '@linzhang/shared/tiering/tiers.rules';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Way } from '../../components/display/Progress';
import { Seal } from '../../components/display/Seal';
import { Tag } from '../../components/display/Tag';
import { roundWan, wanOf } from '../../lib/numbers';
import classes from './CustomerHead.module.scss';
import { type Standing, TIER_WORDS } from './standingWords';

/** Who it is: name, masked phone, whose customer; segment as a seal, assets on the way to the next tier. */
export function CustomerHead({ customer }: { customer: Customer }) {
  const { name, standing } = customer;
  return (
    <Card id="customer">
      <View className={classes.top}>
        <View className={classes.words}>
          <Text className={classes.name}>{name}</Text>
          <Text className={classes.sub}>{subOf(customer)}</Text>
          {standing ? <Tags standing={standing} rising={customer.rise !== null} /> : null}
        </View>
        {standing ? (
          <Seal
            size="small"
            text={standing.segment}
            label={`象限 ${standing.segment} ${SEGMENT_NAMES[standing.segment]}`}
          />
        ) : null}
      </View>
      {standing ? <Assets standing={standing} /> : null}
    </Card>
  );
}

/** `138****1234 · 首维护人 周敏`; the owner too where somebody else brought the customer. */
function subOf({ phone, number, owner, origin }: Customer): string {
  const first = origin ? `首维护人 ${origin.name}` : null;
  const serves = owner && owner.id !== origin?.id ? `维护人 ${owner.name}` : null;
  return [phone ?? `会员号 ${number}`, first, serves].filter(Boolean).join(' · ');
}

function Tags({ standing: { tier, near, watch }, rising }: { standing: Standing; rising: boolean }) {
  const { name, tone } = TIER_WORDS[tier];
  return (
    <View className={classes.tags}>
      <Tag text={`${name}客户`} tone={tone} />
      {near ? <Tag text="临界" tone="amber" icon="alert" /> : null}
      {watch ? <Tag text="关注" tone="seal" icon="alert" /> : null}
      {rising ? <Tag text="刚升级，等客户选服务" tone="jade" /> : null}
    </View>
  );
}

function Assets({ standing: { averageFen, next } }: { standing: Standing }) {
  const line = next ? TIER_LINES[next.tier] : null;
  const goal = line === null ? '已在最高层级' : roundWan(line);
  return (
    <Way
      share={line === null ? 1 : averageFen / line}
      now={['月均资产', wanOf(averageFen)]}
      goal={goal}
      label={`月均资产 ${wanOf(averageFen)}，${line === null ? goal : `下一层 ${goal}`}`}
    />
  );
}
