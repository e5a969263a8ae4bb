import { View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { Check } from './Check';
import classes from './CheckGroup.module.scss';
import { Field, type FieldWords } from './Field';
import type { Option } from './PickerField';

interface CheckGroupProps<T extends string> extends FieldWords {
  options: readonly Option<T>[];
  values: readonly T[];
  onChange: (values: T[]) => void;
  disabled?: boolean;
}

/** Two options stand beside each other where none of them is longer: nothing wraps on a phone. */
const LONGEST_OF_TWO = 6;

/** Any number of several. */
export function CheckGroup<T extends string>({ options, values, onChange, disabled, ...words }: CheckGroupProps<T>) {
  const narrow = options.every(({ text }) => text.length <= LONGEST_OF_TWO);
  const toggle = (value: T, on: boolean) =>
    onChange(options.map((option) => option.value).filter((one) => (one === value ? on : values.includes(one))));
  return (
    <Field {...words}>
      <View className={classes.group} {...accessible({ role: 'group', label: words.label })}>
        {options.map((option) => (
          <View key={option.value} className={narrow ? classes.one : classes.whole}>
            <Check
              label={option.text}
              checked={values.includes(option.value)}
              onChange={(on) => toggle(option.value, on)}
              disabled={Boolean(disabled)}
            />
          </View>
        ))}
      </View>
    </Field>
  );
}
