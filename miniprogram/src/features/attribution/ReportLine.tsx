import type { CreditedSums } from '@linzhang/shared/attribution/report.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { moneyLine, partsOf } from './attributionWords';
import classes from './ReportLine.module.scss';

interface ReportLineProps {
  name: string;
  /** What nobody and nothing is credited with stands back. */
  nobody: boolean;
  sums: CreditedSums;
  /** The conversions of the longest line. */
  most: number;
  onTap: () => void;
}

/** One line of the report: how much, as a length and a number, and the money. */
export function ReportLine({ name, nobody, sums, most, onTap }: ReportLineProps) {
  const { conversions } = sums;
  const width = `${most > 0 ? Math.max(2, Math.round((conversions / most) * 100)) : 0}%`;
  const money = moneyLine(sums);
  return (
    <Card onTap={onTap}>
      <View className={classes.head}>
        <Text className={classesOf(classes.name, nobody && classes.faint)}>{name}</Text>
        <Text className={classes.count}>{partsOf(conversions)}</Text>
        <Text className={classes.unit}>笔</Text>
      </View>
      <View className={classes.track} {...accessible({ hidden: true })}>
        <View className={classesOf(classes.fill, nobody && classes.grey)} style={{ width }} />
      </View>
      <Text className={classes.money}>{money}</Text>
    </Card>
  );
}
