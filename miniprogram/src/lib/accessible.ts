interface Spoken {
  role?: string;
  label?: string;
  hidden?: boolean;
  checked?: boolean;
  selected?: boolean;
  pressed?: boolean;
  busy?: boolean;
  disabled?: boolean;
  live?: 'polite' | 'assertive';
  modal?: boolean;
  current?: boolean;
}

/** What a screen reader is told, in h5; WeChat's own components tell their part themselves. */
export function accessible({ role, label, ...states }: Spoken): Record<string, string> {
  if (process.env.TARO_ENV === 'weapp') return {};
  const said: Record<string, string> = {};
  if (role) said['role'] = role;
  // The page's title is the first.
  if (role === 'heading') said['aria-level'] = '2';
  if (label) said['aria-label'] = label;
  for (const [name, value] of Object.entries(states)) if (value !== undefined) said[`aria-${name}`] = String(value);
  return said;
}

/** Says what an `Image` shows: h5's own picture stands inside of Taro's element. */
export function picture(label: string): { nativeProps?: Record<string, string> } {
  return process.env.TARO_ENV === 'weapp' ? {} : { nativeProps: { alt: label } };
}

/** The keys that press what is reached with the keyboard. */
export const PRESSING_KEYS: readonly string[] = ['Enter', ' '];

interface KeyPress {
  key: string;
  preventDefault?: () => void;
}

/** Makes a view something to tap; in h5 also something to reach and press with the keyboard. */
export function pressable(onPress: (() => void) | undefined, spoken: Spoken = {}): Record<string, unknown> {
  if (!onPress) return accessible(spoken);
  if (process.env.TARO_ENV === 'weapp') return { onClick: onPress };
  return {
    ...accessible({ role: 'button', ...spoken }),
    tabIndex: 0,
    onClick: onPress,
    onKeyDown: (event: KeyPress) => {
      if (!PRESSING_KEYS.includes(event.key)) return;
      event.preventDefault?.();
      onPress();
    },
  };
}

/** The id as a property, where there is one: h5 would write down `undefined` as it stands. */
export function idOf(id: string | undefined): { id?: string } {
  return id === undefined ? {} : { id };
}
