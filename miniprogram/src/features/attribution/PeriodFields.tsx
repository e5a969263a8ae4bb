import { businessDay } from '@linzhang/shared/kernel/time';
import { Text, View } from '@tarojs/components';
import { Chips } from '../../components/form/Chips';
import { DayField } from '../../components/form/DayField';
import classes from './PeriodFields.module.scss';
import { PERIODS, type Period, type PeriodName, periodFault, periodOf, periodWords } from './reportPeriod';

/** A chosen period; `period` is what is typed or stands for the name. */
export interface PeriodDraft {
  name: PeriodName;
  period: Period;
}

interface PeriodFieldsProps {
  value: PeriodDraft;
  onChange: (value: PeriodDraft) => void;
}

/** Which days are looked at: one tap, or two days. */
export function PeriodFields({ value: { name, period }, onChange }: PeriodFieldsProps) {
  const today = businessDay(new Date());
  const type = (part: Partial<Period>) => onChange({ name, period: { ...period, ...part } });
  return (
    <View>
      <Chips
        label="时间"
        options={PERIODS}
        value={name}
        onChange={(chosen) => onChange({ name: chosen, period: periodOf(chosen) })}
        {...(name === 'custom' ? {} : { hint: periodWords(period) })}
      />
      {name === 'custom' ? (
        <>
          <View className={classes.days}>
            <View className={classes.day}>
              <DayField id="from" label="从" value={period.from} to={today} onChange={(from) => type({ from })} />
            </View>
            <View className={classes.day}>
              <DayField id="to" label="到" value={period.to} to={today} onChange={(to) => type({ to })} />
            </View>
          </View>
          {periodFault(period) ? <Text className={classes.fault}>{periodFault(period)}</Text> : null}
        </>
      ) : null}
    </View>
  );
}
