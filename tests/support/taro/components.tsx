/** Thin stand-ins for Taro's components: plain elements that hand on what a test looks at. */
import { createElement, type ReactNode } from 'react';

interface Given {
  [name: string]: unknown;
  children?: ReactNode;
}

const FOR_WECHAT = new Set(['hoverClass', 'openType', 'catchMove', 'userSelect', 'selectable', 'placeholderStyle']);
const EVENTS_OF_WECHAT = /^on(GetPhoneNumber|AgreePrivacyAuthorization|Confirm)$/;

function plain(given: Given): Given {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => !FOR_WECHAT.has(name) && !EVENTS_OF_WECHAT.test(name)),
  );
}

const host = (tag: string) => (given: Given) => createElement(tag, plain(given));

export const View = host('div');
export const Text = host('span');
export const Image = ({ nativeProps, ...given }: Given & { nativeProps?: Record<string, string> }) =>
  createElement('img', { ...plain(given), ...nativeProps });
export const Button = host('div');
export const Canvas = host('canvas');

interface Typed extends Given {
  nativeProps?: Record<string, string>;
  onInput?: (event: { detail: { value: string } }) => void;
}

const typed = (tag: 'input' | 'textarea') => (given: Typed) => {
  const { nativeProps, onInput, maxlength, autoHeight, type, confirmType, ...rest } = plain(given) as Typed;
  const onChange = (event: { target: { value: string } }) => onInput?.({ detail: { value: event.target.value } });
  return createElement(tag, { ...rest, ...nativeProps, maxLength: maxlength, onChange });
};

export const Input = typed('input');
export const Textarea = typed('textarea');

interface PickerGiven extends Given {
  range: string[];
  value: number;
  onChange: (event: { detail: { value: number } }) => void;
}

/** A wheel as a list of choices. */
export function Picker({ range, onChange, children }: PickerGiven) {
  return (
    <div>
      {children}
      {range.map((text, index) => (
        <button key={text} type="button" onClick={() => onChange({ detail: { value: index } })}>
          {text}
        </button>
      ))}
    </div>
  );
}
