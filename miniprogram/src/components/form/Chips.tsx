import { Text, View } from '@tarojs/components';
import { accessible, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Icon } from '../icon/Icon';
import classes from './Chips.module.scss';
import { Field, type FieldWords } from './Field';
import type { Option } from './PickerField';

interface ChipsProps<T extends string> extends FieldWords {
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
}

/** One of a few, all in sight: chosen with one tap. */
export function Chips<T extends string>({ options, value, onChange, ...words }: ChipsProps<T>) {
  return (
    <Field {...words}>
      <View className={classes.chips} {...accessible({ role: 'radiogroup', label: words.label })}>
        {options.map((option) => {
          const on = option.value === value;
          return (
            <View
              key={option.value}
              className={classesOf(classes.chip, on && classes.on)}
              {...pressable(() => onChange(option.value), { role: 'radio', checked: on, label: option.text })}
            >
              {on ? <Icon name="check" size={16} /> : null}
              <Text>{option.text}</Text>
            </View>
          );
        })}
      </View>
    </Field>
  );
}
