import { Text, View } from '@tarojs/components';
import { idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Check.module.scss';
import { Tick } from './Tick';

interface CheckProps {
  id?: string;
  label: string;
  note?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** A box to tick; the whole line is the target. */
export function Check({ id, label, note, checked, onChange, disabled }: CheckProps) {
  const press = disabled ? undefined : () => onChange(!checked);
  return (
    <View
      {...idOf(id)}
      className={classesOf(classes.line, disabled && classes.still)}
      {...pressable(press, { role: 'checkbox', checked, label })}
    >
      <Tick checked={checked} />
      <View className={classes.words}>
        <Text className={classes.label}>{label}</Text>
        {note ? <Text className={classes.note}>{note}</Text> : null}
      </View>
    </View>
  );
}

/** Something that is on or off at once. */
export function Switch({ id, label, note, checked, onChange, disabled }: CheckProps) {
  const press = disabled ? undefined : () => onChange(!checked);
  return (
    <View
      {...idOf(id)}
      className={classesOf(classes.line, disabled && classes.still)}
      {...pressable(press, { role: 'switch', checked, label })}
    >
      <View className={classes.words}>
        <Text className={classes.label}>{label}</Text>
        {note ? <Text className={classes.note}>{note}</Text> : null}
      </View>
      <View className={classesOf(classes.rail, checked && classes.open)}>
        <View className={classes.knob} />
      </View>
    </View>
  );
}
