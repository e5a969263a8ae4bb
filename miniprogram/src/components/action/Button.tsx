import { Button as NativeButton, Text } from '@tarojs/components';
import { accessible, idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Button.module.scss';
import { useGuard } from './useGuard';

export interface ButtonProps {
  /** A verb. */
  children: string;
  /** One filled button a page. */
  kind?: 'filled' | 'ghost' | 'danger' | 'quiet';
  size?: 'big' | 'normal' | 'small';
  icon?: IconName;
  id?: string;
  disabled?: boolean;
  busy?: boolean;
  /** What stands in the button while its work goes on. */
  busyText?: string;
  /** Its work; a promise keeps the button busy, so that a second tap does nothing. */
  onTap?: () => unknown;
  /** What WeChat does with the tap (weapp only). */
  openType?: 'getPhoneNumber' | 'agreePrivacyAuthorization' | 'share' | 'contact';
  onPhoneNumber?: (detail: { code?: string; errMsg?: string }) => void;
  onAgreePrivacy?: () => void;
}

/** A button of the product. */
export function Button(props: ButtonProps) {
  const {
    children,
    kind = 'filled',
    size = 'normal',
    icon,
    id,
    disabled,
    busy,
    busyText = '请稍候…',
    openType,
  } = props;
  const { run, pending } = useGuard(props.onTap);
  const working = busy || pending;
  const still = disabled || working;
  const label = working ? busyText : children;
  // h5 paints a native `disabled` over the kinds; there it is enough that nothing listens.
  const off = process.env.TARO_ENV === 'weapp' ? { disabled: true } : {};
  const spoken = { role: 'button', label, busy: Boolean(working), disabled: Boolean(still) };
  const press = still ? { ...off, ...accessible(spoken) } : pressable(run, spoken);
  return (
    <NativeButton
      {...idOf(id)}
      className={classesOf(classes.button, classes[kind], classes[size], still && classes.still)}
      hoverClass={classes.pressed ?? 'none'}
      openType={openType}
      onGetPhoneNumber={(event) => props.onPhoneNumber?.(event.detail)}
      onAgreePrivacyAuthorization={() => props.onAgreePrivacy?.()}
      {...press}
    >
      {icon && !working ? <Icon name={icon} size={size === 'big' ? 28 : 20} /> : null}
      <Text className={classes.label}>{label}</Text>
    </NativeButton>
  );
}
