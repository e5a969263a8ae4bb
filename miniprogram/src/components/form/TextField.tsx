import { Input, Textarea, View } from '@tarojs/components';
import { idOf } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Field, type FieldWords } from './Field';
import classes from './Field.module.scss';

interface TextFieldProps extends FieldWords {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Which keyboard comes up. */
  keyboard?: 'text' | 'number' | 'digit';
  maxLength?: number;
  disabled?: boolean;
  /** Large spaced digits, for codes that are read off. */
  code?: boolean;
  onConfirm?: () => void;
}

const PLACEHOLDER = 'color: var(--ink-2)';

/** Says the label inside h5's own input, which Taro wraps in an element of its own. */
const spokenInside = (label: string) => (process.env.TARO_ENV === 'h5' ? { nativeProps: { 'aria-label': label } } : {});

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const {
    id,
    value,
    onChange,
    placeholder = '',
    keyboard = 'text',
    maxLength = 140,
    disabled,
    code,
    onConfirm,
    ...words
  } = props;
  return (
    <Field {...words}>
      <View className={classesOf(classes.box, words.error && classes.wrong, disabled && classes.fixed)}>
        <Input
          {...idOf(id)}
          className={classesOf(classes.input, code && classes.spaced)}
          type={keyboard}
          value={value}
          placeholder={placeholder}
          placeholderStyle={PLACEHOLDER}
          maxlength={maxLength}
          {...(disabled ? { disabled } : {})}
          onInput={(event) => onChange(event.detail.value)}
          onConfirm={() => onConfirm?.()}
          {...spokenInside(words.label)}
        />
      </View>
    </Field>
  );
}

type TextAreaFieldProps = Omit<TextFieldProps, 'keyboard' | 'code' | 'onConfirm'>;

/** Several lines of text. */
export function TextAreaField({
  id,
  value,
  onChange,
  placeholder = '',
  maxLength = 200,
  disabled,
  ...words
}: TextAreaFieldProps) {
  return (
    <Field {...words}>
      <View className={classesOf(classes.box, words.error && classes.wrong, disabled && classes.fixed)}>
        <Textarea
          {...idOf(id)}
          className={classes.area}
          value={value}
          placeholder={placeholder}
          placeholderStyle={PLACEHOLDER}
          maxlength={maxLength}
          autoHeight
          {...(disabled ? { disabled } : {})}
          onInput={(event) => onChange(event.detail.value)}
          {...spokenInside(words.label)}
        />
      </View>
    </Field>
  );
}
