import { Input, View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { pressable } from '../../lib/accessible';
import { Icon } from '../icon/Icon';
import classes from './SearchField.module.scss';

/** A pause in typing that means: search now. */
const TYPING_PAUSE_MS = 400;

interface SearchFieldProps {
  label: string;
  onSearch: (text: string) => void;
}

/** Searches a moment after the last letter. */
export function SearchField({ label, onSearch }: SearchFieldProps) {
  const [text, setText] = useState('');
  const search = useRef(onSearch);
  search.current = onSearch;
  const first = useRef(true);

  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => search.current(text.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const spoken = process.env.TARO_ENV === 'h5' ? { nativeProps: { 'aria-label': label } } : {};
  return (
    <View className={classes.search}>
      <Icon name="search" size={20} />
      <Input
        className={classes.input}
        value={text}
        placeholder={label}
        placeholderStyle="color: var(--ink-2)"
        confirmType="search"
        onInput={(event) => setText(event.detail.value)}
        {...spoken}
      />
      {text ? (
        <View className={classes.clear} {...pressable(() => setText(''), { label: '清除' })}>
          <Icon name="close" size={18} />
        </View>
      ) : null}
    </View>
  );
}
