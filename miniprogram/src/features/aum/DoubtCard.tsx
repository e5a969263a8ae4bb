import type { AumDoubt } from '@linzhang/shared/aum/aum.contract';
import { DOUBT_WORDS } from '@linzhang/shared/aum/aumWords.rules';
import { startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { dayOf } from '../../lib/dates';
import { wanOf } from '../../lib/numbers';
import classes from './DoubtCard.module.scss';

interface DoubtCardProps {
  doubt: AumDoubt;
  onDecide: (accept: boolean) => void;
}

/** A customer of the list beside the member whom it may be. */
export function DoubtCard({ doubt: { doubt, ...customer }, onDecide }: DoubtCardProps) {
  const { accountId, customerNo, name, phone, birthYear, aumFen, asOf, member } = customer;
  const on = dayOf(startOfBusinessDay(asOf).toISOString());
  return (
    <Card id={`doubt-${accountId}`}>
      <Text className={classes.title}>{DOUBT_WORDS[doubt]}</Text>
      <Text className={classes.part}>名单里的客户</Text>
      <Facts
        facts={[
          ['客户号', customerNo],
          ['姓名', name],
          ['手机号', phone],
          ['出生年份', birthYear === null ? null : String(birthYear)],
          ['资产', `${wanOf(aumFen)}（${on}）`],
        ]}
      />
      <Text className={classes.part}>可能是这位会员</Text>
      <Facts
        facts={[
          ['姓名', member.name],
          ['会员号', member.number],
        ]}
      />
      <View className={classes.steps}>
        <Button size="small" onTap={() => onDecide(true)}>
          是同一个人
        </Button>
        <Button size="small" kind="ghost" onTap={() => onDecide(false)}>
          不是
        </Button>
      </View>
    </Card>
  );
}
