import Taro from '@tarojs/taro';

const PREFIX = 'lz.';

/** Reads a value kept on this device, or null. */
export function recall<T>(key: string): T | null {
  const text: unknown = Taro.getStorageSync(PREFIX + key);
  if (typeof text !== 'string' || text === '') return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** Keeps a value on this device. */
export function remember(key: string, value: unknown): void {
  Taro.setStorageSync(PREFIX + key, JSON.stringify(value));
}

/** Removes a value from this device. */
export function forget(key: string): void {
  Taro.removeStorageSync(PREFIX + key);
}
