import type { Callbacks, WxOptions } from './callbacks';

const USUAL_BRIGHTNESS = 0.4;

/** The screen of the phone: how bright it is, and whether it stays on. */
export class PhoneScreen {
  brightness = USUAL_BRIGHTNESS;
  staysOn = false;

  api(callbacks: Callbacks): Record<string, unknown> {
    return {
      getScreenBrightness: (options?: WxOptions) =>
        callbacks.succeed('getScreenBrightness', options, { value: this.brightness }),
      setScreenBrightness: (options?: WxOptions) => {
        const value = Number(options?.value);
        if (!(value >= 0 && value <= 1)) return callbacks.refuse('setScreenBrightness', options, 'invalid value');
        this.brightness = value;
        return callbacks.succeed('setScreenBrightness', options);
      },
      setKeepScreenOn: (options?: WxOptions) => {
        this.staysOn = options?.keepScreenOn === true;
        return callbacks.succeed('setKeepScreenOn', options);
      },
    };
  }
}
