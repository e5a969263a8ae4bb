import Taro from '@tarojs/taro';

/** Degrees, GCJ-02 in WeChat. */
export interface Position {
  latitude: number;
  longitude: number;
}

/** Where this phone is, roughly; null where the person or the browser does not say. Asks, so only after a tap. */
export async function findMe(): Promise<Position | null> {
  const ask = process.env.TARO_ENV === 'weapp' ? Taro.getFuzzyLocation({ type: 'gcj02' }) : Taro.getLocation({});
  const found = await ask.catch(() => null);
  return found ? { latitude: Number(found.latitude), longitude: Number(found.longitude) } : null;
}
