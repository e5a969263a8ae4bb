import Taro from '@tarojs/taro';
import { createStore, useStore } from './store';

const online = createStore(true);
let watching = false;

function tell(now: boolean): void {
  if (now !== online.get()) online.set(now);
}

/** Begins to follow the network of this device; more calls change nothing. */
export function watchNetwork(): void {
  if (watching) return;
  watching = true;
  if (process.env.TARO_ENV === 'weapp') watchInWechat();
  else watchInBrowser();
}

/** Taro's own way knows the kind of a connection, and hears of nothing where the browser does not tell that. */
function watchInBrowser(): void {
  tell(navigator.onLine);
  for (const event of ['online', 'offline']) window.addEventListener(event, () => tell(navigator.onLine));
}

function watchInWechat(): void {
  void Taro.getNetworkType().then(
    ({ networkType }) => tell(networkType !== 'none'),
    () => undefined,
  );
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected));
}

/** False where the device itself says that there is no network; true is no promise that the server can be reached. */
export function isOnline(): boolean {
  return online.get();
}

/** Calls back when the network comes back; returns what ends that. */
export function whenBackOnline(work: () => void): () => void {
  let before = online.get();
  return online.subscribe(() => {
    const now = online.get();
    if (now && !before) work();
    before = now;
  });
}

/** Whether the device has a network, drawn anew when that changes. */
export function useOnline(): boolean {
  watchNetwork();
  return useStore(online);
}
