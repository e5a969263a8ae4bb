import Taro from '@tarojs/taro';
import { toApiError } from './apiError';
import { wordsFor } from './words';

/** Says something short that goes away by itself. */
export function toast(text: string): void {
  void Taro.showToast({ title: text, icon: 'none', duration: 2400 });
}

/** Says why something failed. */
export function toastError(error: unknown): void {
  toast(wordsFor(toApiError(error)));
}

/** Copies a text and says so. */
export async function copy(text: string, said = '已复制'): Promise<void> {
  await Taro.setClipboardData({ data: text });
  toast(said);
}

/** A short tap to feel, where the device can. */
export function vibrate(): void {
  if (process.env.TARO_ENV === 'weapp') void Taro.vibrateShort({ type: 'light' });
}
