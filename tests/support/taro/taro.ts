/** A stand-in for Taro's API: page life, storage, navigation, and requests that a test answers. */
import { useEffect, useRef } from 'react';
import { answerRequest } from './server';

type Listener = () => void;

const listeners: Record<string, Set<Listener>> = {};
const storage = new Map<string, unknown>();
/** Parameters of the page under test. */
export const router: { params: Record<string, string> } = { params: {} };

const hook = (name: string, onMount: boolean) => (listener: Listener) => {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const call = () => latest.current();
    listeners[name] ??= new Set();
    listeners[name].add(call);
    if (onMount) call();
    return () => {
      listeners[name]?.delete(call);
    };
  }, []);
};

export const useDidShow = hook('show', true);
export const useLaunch = hook('launch', true);
export const usePullDownRefresh = hook('pull', false);
export const useReachBottom = hook('bottom', false);
export const useRouter = () => router;

/** Lets a page live through something: it is shown again, pulled down, scrolled to its end. */
export function live(name: 'show' | 'pull' | 'bottom'): void {
  for (const listener of listeners[name] ?? []) listener();
}

const ok = () => jest.fn(async () => ({ errMsg: 'ok' }));

const Taro = {
  request: jest.fn(answerRequest),
  login: jest.fn(async () => ({ code: 'wx-code' })),
  navigateTo: ok(),
  redirectTo: ok(),
  navigateBack: ok(),
  switchTab: ok(),
  showToast: ok(),
  setClipboardData: ok(),
  vibrateShort: ok(),
  stopPullDownRefresh: jest.fn(),
  getCurrentPages: () => [{}],
  getDeviceInfo: () => ({ model: 'iPhone 15' }),
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
  onNeedPrivacyAuthorization: jest.fn(),
};

/** Forgets what the last test did. */
export function resetTaro(): void {
  storage.clear();
  router.params = {};
  for (const member of Object.values(Taro)) if (jest.isMockFunction(member)) member.mockClear();
}

// biome-ignore lint/style/noDefaultExport: Taro's own API is one
export default Taro;
