import { Text, View } from '@tarojs/components';
import { accessible, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Tabs.module.scss';

interface TabsProps<T extends string> {
  /** What is chosen among, for a screen reader. */
  label: string;
  options: readonly { value: T; text: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** A choice of two to four views of one page. */
export function Tabs<T extends string>({ label, options, value, onChange }: TabsProps<T>) {
  return (
    <View className={classes.tabs} {...accessible({ role: 'tablist', label })}>
      {options.map((option) => (
        <View
          key={option.value}
          className={classesOf(classes.tab, option.value === value && classes.on)}
          {...pressable(() => onChange(option.value), { role: 'tab', selected: option.value === value })}
        >
          <Text>{option.text}</Text>
        </View>
      ))}
    </View>
  );
}
