import Taro from '@tarojs/taro';

const BROWSERS = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;

const SYSTEMS = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

function nameIn(agent: string, names: readonly (readonly [RegExp, string])[]): string | undefined {
  return names.find(([pattern]) => pattern.test(agent))?.[1];
}

/** This device as the list of signed-in devices names it. */
export function thisDevice(): { platform: 'weapp' | 'h5'; model?: string } {
  if (process.env.TARO_ENV === 'weapp') {
    const model = Taro.getDeviceInfo().model.slice(0, 60);
    return model ? { platform: 'weapp', model } : { platform: 'weapp' };
  }
  const agent = navigator.userAgent;
  const model = [nameIn(agent, BROWSERS), nameIn(agent, SYSTEMS)].filter(Boolean).join(' · ');
  return model ? { platform: 'h5', model } : { platform: 'h5' };
}
