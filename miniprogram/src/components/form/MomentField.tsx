import { Input, Picker, Text, View } from '@tarojs/components';
import { idOf } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Icon } from '../icon/Icon';
import { Field, type FieldWords } from './Field';
import classes from './Field.module.scss';

interface MomentFieldProps extends FieldWords {
  id?: string;
  /** Day and clock of Shanghai: `2026-11-28T09:00`; empty for none. */
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
}

/** A day and a clock: on WeChat's wheels in weapp, with the browser's own field in h5. */
export function MomentField({ id, value, onChange, disabled, ...words }: MomentFieldProps) {
  const name = classesOf(classes.box, words.error && classes.wrong, disabled && classes.fixed);
  if (process.env.TARO_ENV === 'weapp')
    return (
      <Field {...words}>
        <Wheels id={id} value={value} onChange={onChange} disabled={Boolean(disabled)} name={name} />
      </Field>
    );
  return (
    <Field {...words}>
      <View className={name}>
        <Input
          {...idOf(id)}
          className={classes.input}
          value={value}
          {...(disabled ? { disabled } : {})}
          onInput={(event) => onChange(event.detail.value)}
          nativeProps={{ type: 'datetime-local', 'aria-label': words.label }}
        />
      </View>
    </Field>
  );
}

interface WheelsProps {
  id: string | undefined;
  value: string;
  onChange: (value: string) => void;
  disabled: boolean;
  name: string;
}

/** Nine in the morning: where the clock starts when only the day was picked. */
const FIRST_CLOCK = '09:00';

function Wheels({ id, value, onChange, disabled, name }: WheelsProps) {
  const [day = '', clock = ''] = value.split('T');
  return (
    <View {...idOf(id)} className={name}>
      <Picker
        mode="date"
        value={day}
        disabled={disabled}
        onChange={(event) => onChange(`${event.detail.value}T${clock || FIRST_CLOCK}`)}
      >
        <Text className={classesOf(!day && classes.faint)}>{day || '选择日期'}</Text>
      </Picker>
      <Icon name="clock" size={16} />
      <Picker
        mode="time"
        value={clock}
        disabled={disabled || day === ''}
        onChange={(event) => onChange(`${day}T${event.detail.value}`)}
      >
        <Text className={classesOf(!clock && classes.faint)}>{clock || '选择时间'}</Text>
      </Picker>
    </View>
  );
}
