import type { Timers } from './timers';

/** The argument of nearly every call of the platform. */
export interface WxOptions {
  success?: (result: object) => void;
  fail?: (result: object) => void;
  complete?: (result: object) => void;
  [option: string]: unknown;
}

/** Answers calls the way the platform does: later, with `errMsg`, through the callbacks. */
export class Callbacks {
  constructor(private readonly timers: Timers) {}

  succeed(name: string, options: WxOptions | undefined, result: object = {}): object {
    return this.answer({ errMsg: `${name}:ok`, ...result }, options, 'success');
  }

  refuse(name: string, options: WxOptions | undefined, reason: string): object {
    return this.answer({ errMsg: `${name}:fail ${reason}` }, options, 'fail');
  }

  private answer(result: object, options: WxOptions | undefined, outcome: 'success' | 'fail'): object {
    this.timers.setTimeout(() => {
      options?.[outcome]?.(result);
      options?.complete?.(result);
    }, 0);
    return result;
  }
}
