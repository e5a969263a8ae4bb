import { AppError } from '@linzhang/shared/kernel/errors';

/** What a refusal of the platform means for us; the platform's number is kept for the log. */
export type WechatFault =
  | 'invalid_code'
  | 'blocked_user'
  | 'busy'
  | 'rate'
  | 'token'
  | 'refused_by_user'
  | 'bad_request'
  | 'unavailable';

const FAULT_OF_ERRCODE: Readonly<Record<number, WechatFault>> = {
  [-1]: 'busy',
  40001: 'token',
  40014: 'token',
  42001: 'token',
  40003: 'bad_request',
  40013: 'bad_request',
  40029: 'invalid_code',
  40163: 'invalid_code',
  40226: 'blocked_user',
  40037: 'bad_request',
  40097: 'bad_request',
  40125: 'bad_request',
  40129: 'bad_request',
  40169: 'bad_request',
  41030: 'bad_request',
  43101: 'refused_by_user',
  45009: 'rate',
  45011: 'rate',
  47001: 'bad_request',
  47003: 'bad_request',
  48001: 'bad_request',
  61010: 'bad_request',
};

/** An answer of the platform with `errcode`, or none at all (`unavailable`). */
export class WechatError extends Error {
  readonly fault: WechatFault;
  constructor(
    readonly call: string,
    readonly errcode: number,
    errmsg: string,
  ) {
    super(`WeChat ${call}: ${errcode} ${errmsg}`);
    this.name = 'WechatError';
    this.fault = FAULT_OF_ERRCODE[errcode] ?? 'unavailable';
  }
}

/** The platform could not be reached, did not answer in time, or answered with something else than JSON. */
export const NO_ANSWER = -10_000;

/** A fault of the platform as a refusal that the person at the phone can understand; what is our own fault stays one. */
export function refusalOf(error: WechatError): Error {
  switch (error.fault) {
    case 'invalid_code':
      return new AppError('wechat_code_invalid');
    case 'blocked_user':
      return new AppError('wechat_user_blocked');
    case 'busy':
    case 'rate':
    case 'token':
    case 'unavailable':
      return new AppError('wechat_unavailable', { retryAfterSeconds: 5 });
    case 'refused_by_user':
    case 'bad_request':
      return error;
  }
}
