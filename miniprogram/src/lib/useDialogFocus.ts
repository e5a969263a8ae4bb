import { useEffect, useId, useRef } from 'react';

/**
 * In h5 the keyboard goes into what opens over the page and back to where it was when that closes; Escape closes it
 * where there is a way past it. Gives the properties of the panel.
 */
export function useDialogFocus(open: boolean, onClose: (() => void) | undefined): { id?: string; tabIndex?: number } {
  const id = useId();
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (!open || process.env.TARO_ENV === 'weapp') return undefined;
    const before = document.activeElement;
    document.getElementById(id)?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current?.();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [open, id]);
  return process.env.TARO_ENV === 'weapp' ? {} : { id, tabIndex: -1 };
}
