import Taro from '@tarojs/taro';

/** The folder of the tab pages. */
const TABS = 'pages/tabs/';

/** The page that the app opens with; h5 knows it by the address only, where nothing means the page `first`. */
export function launchPage(path: string | undefined, first: string): string {
  const address = process.env.TARO_ENV === 'h5' ? window.location.hash.replace(/^#/, '') : (path ?? '');
  return address.replace(/^\//, '').split('?')[0] || first;
}

type Params = Readonly<Record<string, string | number | undefined>>;

/** Address of a page with its parameters, each encoded once. */
export function addressOf(path: string, params: Params = {}): string {
  const query = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `/${path}${query ? `?${query}` : ''}`;
}

/** Opens a page on top of this one. */
export function openPage(path: string, params?: Params): void {
  void Taro.navigateTo({ url: addressOf(path, params) });
}

/** Puts a page in the place of this one. */
export function replacePage(path: string, params?: Params): void {
  void Taro.redirectTo({ url: addressOf(path, params) });
}

/** Shows one of the tabs. */
export function openTab(path: string): void {
  void Taro.switchTab({ url: addressOf(path) });
}

/** Names the page in front. Taro's bar in h5 takes the title for HTML, so what would be a tag there is left out. */
export function showTitle(title: string): void {
  void Taro.setNavigationBarTitle({ title: process.env.TARO_ENV === 'h5' ? title.replace(/[<>&]/g, '') : title });
}

/** Goes back; to the tab `home` where there is no page below (a page opened by its address). */
export function goBack(home: string): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else openTab(home);
}

/** Goes on with the page that sent the person to this one first, to sign in; shows the tab `home` where a tab did, or none. */
export function resumePage(home: string): void {
  const below = Taro.getCurrentPages().slice(-2, -1)[0] as { path?: string; route?: string } | undefined;
  const address = below?.path ?? below?.route ?? TABS;
  if (address.replace(/^\//, '').startsWith(TABS)) openTab(home);
  else void Taro.navigateBack();
}

/** A parameter of the page as both platforms hand it over: still encoded. */
export function decoded(value: string | undefined): string {
  return value === undefined ? '' : decodeURIComponent(value);
}
