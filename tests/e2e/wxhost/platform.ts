import type { Callbacks, WxOptions } from './callbacks';
import type { Timers } from './timers';

/** Calls that simply succeed here. What stands in none of these lists is missing, as on an old base library. */
const SUCCEEDING = [
  'showToast hideToast showLoading hideLoading showModal showActionSheet setNavigationBarTitle setNavigationBarColor',
  'setTabBarBadge removeTabBarBadge showTabBarRedDot hideTabBarRedDot startPullDownRefresh stopPullDownRefresh',
  'pageScrollTo setClipboardData getClipboardData vibrateShort vibrateLong makePhoneCall previewImage chooseMedia',
  'chooseImage downloadFile getSetting openSetting authorize getLocation',
  'checkSession openPrivacyContract showShareMenu hideShareMenu navigateToMiniProgram reportEvent',
  'onAppShow onAppHide onError onUnhandledRejection onPageNotFound',
  'onWindowResize offWindowResize onThemeChange offThemeChange enableAlertBeforeUnload disableAlertBeforeUnload',
  'preloadSubpackage',
]
  .join(' ')
  .split(' ');

const SAFE_AREA = { left: 0, right: 375, top: 44, bottom: 778, width: 375, height: 734 };

/** A phone of 375 x 812 points. */
const SYSTEM = {
  platform: 'devtools',
  brand: 'devtools',
  model: 'iPhone 12',
  system: 'iOS 16.0',
  version: '8.0.50',
  SDKVersion: '3.8.0',
  language: 'zh_CN',
  pixelRatio: 2,
  screenWidth: 375,
  screenHeight: 812,
  windowWidth: 375,
  windowHeight: 724,
  statusBarHeight: 44,
  theme: 'light',
  safeArea: SAFE_AREA,
};

/** Where and how the app was opened. */
export interface LaunchOptions {
  path: string;
  query: Record<string, string>;
  scene: number;
  referrerInfo: object;
}

type WxApi = Record<string, unknown>;

/** The parts of `wx` that need neither the server nor the page stack. */
export function platformApi(callbacks: Callbacks, timers: Timers, launch: () => LaunchOptions): WxApi {
  const succeeding = SUCCEEDING.map((name) => [name, (options?: WxOptions) => callbacks.succeed(name, options)]);
  const system = () => SYSTEM;
  return {
    ...Object.fromEntries(succeeding),
    getSystemInfoSync: system,
    getWindowInfo: system,
    getDeviceInfo: system,
    getAppBaseInfo: system,
    getSystemInfo: (options?: WxOptions) => callbacks.succeed('getSystemInfo', options, SYSTEM),
    canIUse: () => true,
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx5117e1f0000000aa', envVersion: 'develop', version: '' } }),
    getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 48, right: 365, bottom: 80, left: 278 }),
    requestSubscribeMessage: (options?: WxOptions) =>
      callbacks.succeed('requestSubscribeMessage', options, accepted(options)),
    nextTick: (work: () => void) => timers.setTimeout(work, 0),
  };
}

/** Says yes to every template that the app asks about. */
function accepted(options: WxOptions | undefined): Record<string, string> {
  return Object.fromEntries(((options?.tmplIds ?? []) as string[]).map((id) => [id, 'accept']));
}

/** The storage of the app; `kept` is what a test may look into or fill. */
export function storageApi(callbacks: Callbacks, kept: Map<string, unknown>): WxApi {
  const found = (key: unknown) => kept.get(String(key));
  return {
    getStorageSync: (key: string) => found(key) ?? '',
    setStorageSync: (key: string, data: unknown) => void kept.set(key, data),
    removeStorageSync: (key: string) => void kept.delete(key),
    clearStorageSync: () => kept.clear(),
    getStorage: (options: WxOptions) =>
      kept.has(String(options.key))
        ? callbacks.succeed('getStorage', options, { data: found(options.key) })
        : callbacks.refuse('getStorage', options, 'data not found'),
    setStorage: (options: WxOptions) => {
      kept.set(String(options.key), options.data);
      return callbacks.succeed('setStorage', options);
    },
    removeStorage: (options: WxOptions) => {
      kept.delete(String(options.key));
      return callbacks.succeed('removeStorage', options);
    },
  };
}
