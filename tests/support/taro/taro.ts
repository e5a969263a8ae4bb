/** A stand-in for Taro's API: page life, storage, navigation, and requests that a test answers. */
import { useEffect, useRef } from 'react';
import { answerRequest, answerUpload } from './server';

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
export const useDidHide = hook('hide', false);
export const useRouter = () => router;

/** What the page under test hands to the one it is shared with. */
export const shared: { card: () => unknown } = { card: () => undefined };
export const useShareAppMessage = (card: () => unknown): void => {
  shared.card = card;
};

/** Lets a page live through something: it is shown again, left, pulled down, scrolled to its end. */
export function live(name: 'show' | 'hide' | 'pull' | 'bottom'): void {
  for (const listener of listeners[name] ?? []) listener();
}

type NetworkListener = (news: { isConnected: boolean; networkType: string }) => void;
const networkListeners = new Set<NetworkListener>();

/** Takes the network away from the phone, or gives it back. */
export function setNetwork(isConnected: boolean): void {
  for (const listener of networkListeners) listener({ isConnected, networkType: isConnected ? 'wifi' : 'none' });
  Object.defineProperty(navigator, 'onLine', { value: isConnected, configurable: true });
  window.dispatchEvent(new Event(isConnected ? 'online' : 'offline'));
}

const ok = () => jest.fn(async () => ({ errMsg: 'ok' }));

/** Of calls that Taro hands on as they are. */
interface WxCallbacks {
  success: (result: object) => void;
  fail: (result: object) => void;
}

/** What was written on the phone, by its path. */
export const written = new Map<string, string>();

interface WxUpload {
  url: string;
  filePath: string;
  header: Record<string, string>;
}

/** A form with a file in it: half of it goes out, then the rest. */
function sendInWechat({ url, filePath, header }: WxUpload) {
  const listeners: ((news: { progress: number }) => void)[] = [];
  const reply = Promise.resolve().then(() => {
    for (const progress of [50, 100]) for (const listener of listeners) listener({ progress });
    return answerUpload({ url, method: 'POST', header }, filePath);
  });
  const progress = (listener: (news: { progress: number }) => void) => void listeners.push(listener);
  return Object.assign(reply, { progress, abort: jest.fn() });
}

const Taro = {
  request: jest.fn(answerRequest),
  login: jest.fn(async () => ({ code: 'wx-code' })),
  navigateTo: ok(),
  requestSubscribeMessage: jest.fn(async () => ({ errMsg: 'ok' })),
  redirectTo: ok(),
  navigateBack: ok(),
  switchTab: ok(),
  showToast: ok(),
  setClipboardData: ok(),
  vibrateShort: ok(),
  vibrateLong: ok(),
  scanCode: jest.fn(async () => ({ errMsg: 'ok', result: '' })),
  setNavigationBarTitle: ok(),
  pageScrollTo: ok(),
  getFuzzyLocation: jest.fn(async () => ({ errMsg: 'ok', latitude: 31.95, longitude: 118.84 })),
  getLocation: jest.fn(async () => ({ errMsg: 'ok', latitude: 31.95, longitude: 118.84 })),
  makePhoneCall: ok(),
  getNetworkType: jest.fn(async () => ({ errMsg: 'ok', networkType: 'wifi' })),
  onNetworkStatusChange: (listener: NetworkListener) => void networkListeners.add(listener),
  stopPullDownRefresh: jest.fn(),
  getScreenBrightness: jest.fn(async () => ({ errMsg: 'ok', value: 0.4 })),
  setScreenBrightness: ok(),
  setKeepScreenOn: ok(),
  chooseMessageFile: jest.fn(({ fail }: WxCallbacks) => fail({ errMsg: 'chooseMessageFile:fail cancel' })),
  uploadFile: jest.fn(sendInWechat),
  openDocument: ok(),
  shareFileMessage: jest.fn(({ success }: WxCallbacks) => success({ errMsg: 'shareFileMessage:ok' })),
  saveFileToDisk: ok(),
  env: { USER_DATA_PATH: 'wxfile://usr' },
  getFileSystemManager: () => ({
    rmdirSync: (folder: string) => {
      for (const path of [...written.keys()]) if (path.startsWith(`${folder}/`)) written.delete(path);
    },
    mkdirSync: () => undefined,
    writeFile: ({ filePath, data, success }: { filePath: string; data: string; success: () => void }) => {
      written.set(filePath, data);
      success();
    },
  }),
  getCurrentPages: () => [{}],
  getDeviceInfo: jest.fn(() => ({ model: 'iPhone 15', platform: 'ios' })),
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
  onNeedPrivacyAuthorization: jest.fn(),
};

/** Forgets what the last test did. */
export function resetTaro(): void {
  storage.clear();
  written.clear();
  router.params = {};
  setNetwork(true);
  for (const member of Object.values(Taro)) if (jest.isMockFunction(member)) member.mockClear();
}

// biome-ignore lint/style/noDefaultExport: Taro's own API is one
export default Taro;
