import { Picker, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Row } from '../action/Row';
import { Icon } from '../icon/Icon';
import { Sheet } from '../overlay/Sheet';
import { Field, type FieldWords } from './Field';
import classes from './Field.module.scss';

export interface Option<T extends string> {
  value: T;
  text: string;
}

interface PickerFieldProps<T extends string> extends FieldWords {
  id?: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  disabled?: boolean;
}

/** One of several: on WeChat's own wheel in weapp, from a list in h5 (whose wheel is small and knows no dark). */
export function PickerField<T extends string>(props: PickerFieldProps<T>) {
  const { id, options, value, onChange, disabled, ...words } = props;
  return (
    <Field {...words}>
      {process.env.TARO_ENV === 'weapp' && !disabled ? <Wheel {...props} /> : <List {...props} />}
    </Field>
  );
}

function Wheel<T extends string>({ id, options, value, onChange, label, error }: PickerFieldProps<T>) {
  const index = options.findIndex((option) => option.value === value);
  const choose = (picked: number) => {
    const option = options[picked];
    if (option) onChange(option.value);
  };
  return (
    <Picker
      {...idOf(id)}
      mode="selector"
      range={options.map((option) => option.text)}
      value={Math.max(0, index)}
      onChange={(event) => choose(Number(event.detail.value))}
    >
      <Chosen text={options[index]?.text} label={label} wrong={Boolean(error)} />
    </Picker>
  );
}

function List<T extends string>({ id, options, value, onChange, label, error, disabled }: PickerFieldProps<T>) {
  const [open, setOpen] = useState(false);
  const choose = (picked: T) => {
    onChange(picked);
    setOpen(false);
  };
  const text = options.find((option) => option.value === value)?.text;
  const press = disabled ? undefined : () => setOpen(true);
  return (
    <View {...idOf(id)}>
      <Chosen text={text} label={label} wrong={Boolean(error)} fixed={Boolean(disabled)} onTap={press} />
      <Sheet open={open} title={label} onClose={() => setOpen(false)}>
        <View>
          {options.map((option) => (
            <Row
              key={option.value}
              title={option.text}
              tail={option.value === value ? <Icon name="check" size={20} label="已选" /> : null}
              onTap={() => choose(option.value)}
            />
          ))}
        </View>
      </Sheet>
    </View>
  );
}

interface ChosenProps {
  text: string | undefined;
  label: string;
  wrong: boolean;
  fixed?: boolean;
  onTap?: (() => void) | undefined;
}

function Chosen({ text, label, wrong, fixed, onTap }: ChosenProps) {
  const name = classesOf(classes.box, wrong && classes.wrong, fixed && classes.fixed);
  return (
    <View className={name} {...pressable(onTap, { label: `${label}，${text ?? '请选择'}` })}>
      <Text className={classesOf(classes.grow, !text && classes.faint)}>{text ?? '请选择'}</Text>
      {fixed ? null : <Icon name="chevron" size={16} />}
    </View>
  );
}
