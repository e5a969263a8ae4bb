import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { useShown } from './useShown';

/** Brightest screen that stays on while the page is in front, as it was before afterwards (weapp; a browser cannot). */
export function useBrightScreen(): void {
  const shown = useShown();
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp' || !shown) return undefined;
    let before: number | null = null;
    let left = false;
    const brighten = async () => {
      const { value } = await Taro.getScreenBrightness();
      if (left) return;
      before = value;
      await Taro.setScreenBrightness({ value: 1 });
    };
    // A phone that refuses shows the page all the same.
    brighten().catch(() => undefined);
    Taro.setKeepScreenOn({ keepScreenOn: true }).catch(() => undefined);
    return () => {
      left = true;
      if (before !== null) Taro.setScreenBrightness({ value: before }).catch(() => undefined);
      Taro.setKeepScreenOn({ keepScreenOn: false }).catch(() => undefined);
    };
  }, [shown]);
}
