import Taro from '@tarojs/taro';

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

/** Goes back; to the tab `home` where there is no page below (a page opened by its address). */
export function goBack(home: string): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else openTab(home);
}

/** A parameter of the page as both platforms hand it over: still encoded. */
export function decoded(value: string | undefined): string {
  return value === undefined ? '' : decodeURIComponent(value);
}
