import { Input, Picker, Text, View } from '@tarojs/components';
import { idOf } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Field, type FieldWords } from './Field';
import classes from './Field.module.scss';

interface DayFieldProps extends FieldWords {
  id?: string;
  /** Business day, `YYYY-MM-DD`; empty for none. */
  value: string;
  onChange: (value: string) => void;
  /** First and last day that may be chosen, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
}

/** A day: on WeChat's wheels in weapp, with the browser's own field in h5. */
export function DayField({ id, value, onChange, from, to, ...words }: DayFieldProps) {
  const name = classesOf(classes.box, words.error && classes.wrong);
  if (process.env.TARO_ENV === 'weapp')
    return (
      <Field {...words}>
        <Picker
          {...idOf(id)}
          mode="date"
          value={value}
          {...(from ? { start: from } : {})}
          {...(to ? { end: to } : {})}
          onChange={(event) => onChange(event.detail.value)}
        >
          <View className={name}>
            <Text className={classesOf(classes.grow, !value && classes.faint)}>{value || '选择日期'}</Text>
          </View>
        </Picker>
      </Field>
    );
  return (
    <Field {...words}>
      <View className={name}>
        <Input
          {...idOf(id)}
          className={classes.input}
          value={value}
          onInput={(event) => onChange(event.detail.value)}
          nativeProps={{
            type: 'date',
            'aria-label': words.label,
            ...(from ? { min: from } : {}),
            ...(to ? { max: to } : {}),
          }}
        />
      </View>
    </Field>
  );
}
