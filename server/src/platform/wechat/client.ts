import { z } from 'zod';
import type { Logger } from '../logger';
import { AccessToken } from './accessToken';
import { refusalOf, WechatError } from './errors';
import { fitField } from './messageFields';
import { type WechatRequest, WechatTransport } from './transport';

const LoginAnswer = z.object({ openid: z.string().min(1), unionid: z.string().optional() });
const PhoneAnswer = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string(),
    // Typed as a string in the documents, seen as a number in the wild.
    countryCode: z.coerce.string(),
    watermark: z.object({ appid: z.string() }),
  }),
});
const TextAnswer = z.object({ result: z.object({ suggest: z.enum(['pass', 'review', 'risky']) }) });
const RiskAnswer = z.object({ risk_rank: z.literal([0, 1, 2, 3, 4]) });

export type TextVerdict = z.infer<typeof TextAnswer>['result']['suggest'];
export type RiskRank = z.infer<typeof RiskAnswer>['risk_rank'];

export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** Page of the mini-program, with its query. */
  page: string;
  /** Values by the template's field; those over the platform's limit are cut (messageFields.ts). */
  data: Record<string, string>;
}

/** Every call to the platform that the product makes. Faults of the platform are refusals (`wechat_...`); ours are thrown as they are. */
export interface WechatClient {
  /** Exchanges a login code (works once, 5 minutes). */
  login: (code: string) => Promise<{ openid: string; unionid?: string }>;
  /** Exchanges a phone code (works once, 5 minutes). */
  phoneNumber: (code: string) => Promise<{ purePhoneNumber: string; countryCode: string }>;
  /** The mini-program code that opens `page` with `scene` (at most 32 characters). */
  codeImage: (options: { scene: string; page: string; width: number }) => Promise<Buffer>;
  /** Sends a one-time message; false where the member gave no consent for it. */
  sendSubscribeMessage: (message: SubscribeMessage) => Promise<boolean>;
  checkText: (options: { openid: string; scene: 1 | 2 | 3 | 4; content: string }) => Promise<TextVerdict>;
  /** 0 pass, 1-2 verify, 3 lower odds, 4 block. */
  riskRank: (options: { openid: string; scene: 0 | 1; clientIp: string }) => Promise<RiskRank>;
  close: () => Promise<void>;
}

export interface WechatOptions {
  baseUrl: string;
  appid: string;
  secret: string;
  /** Version of the mini-program that messages and codes open. */
  envVersion: 'release' | 'trial' | 'develop';
  logger: Logger;
  now: () => Date;
}

/** Builds the client. The same one talks to the platform and to the simulator. */
export function createWechatClient(options: WechatOptions): WechatClient {
  const transport = new WechatTransport(options.baseUrl);
  const token = new AccessToken({ appid: options.appid, secret: options.secret, transport, now: options.now });
  const caller = new Caller(transport, token, options.logger);
  return {
    login: (code) => login(caller, options, code),
    phoneNumber: (code) => phoneNumber(caller, options.appid, code),
    codeImage: (image) => codeImage(caller, options.envVersion, image),
    sendSubscribeMessage: (message) => sendSubscribeMessage(caller, options.envVersion, message),
    checkText: (text) => checkText(caller, text),
    riskRank: (risk) => riskRank(caller, options.appid, risk),
    close: () => transport.close(),
  };
}

/** Adds the access token, renews it once where the platform refuses it, and turns faults into refusals. */
class Caller {
  constructor(
    readonly transport: WechatTransport,
    private readonly token: AccessToken,
    private readonly logger: Logger,
  ) {}

  async withToken<T>(request: WechatRequest, send: (request: WechatRequest) => Promise<T>): Promise<T> {
    return this.refusing(async () => {
      const first = await this.token.get();
      try {
        return await send(withTokenQuery(request, first));
      } catch (error) {
        if (!(error instanceof WechatError) || error.fault !== 'token') throw error;
        return send(withTokenQuery(request, await this.token.replace(first)));
      }
    });
  }

  async refusing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof WechatError)) throw error;
      this.logger.warn({ call: error.call, errcode: error.errcode, fault: error.fault }, 'WeChat refused');
      throw refusalOf(error);
    }
  }
}

function withTokenQuery(request: WechatRequest, token: string): WechatRequest {
  return { ...request, query: { ...request.query, access_token: token } };
}

async function login(
  caller: Caller,
  options: WechatOptions,
  code: string,
): Promise<{ openid: string; unionid?: string }> {
  const query = { appid: options.appid, secret: options.secret, js_code: code, grant_type: 'authorization_code' };
  const answer = await caller.refusing(() =>
    caller.transport.sendJson({ call: 'login', method: 'GET', path: 'sns/jscode2session', query }, LoginAnswer),
  );
  // session_key stays here: nothing needs it, so it is not even passed on.
  return { openid: answer.openid, ...(answer.unionid ? { unionid: answer.unionid } : {}) };
}

async function phoneNumber(
  caller: Caller,
  appid: string,
  code: string,
): Promise<{ purePhoneNumber: string; countryCode: string }> {
  const request: WechatRequest = {
    call: 'phone',
    method: 'POST',
    path: 'wxa/business/getuserphonenumber',
    body: { code },
  };
  const { phone_info: info } = await caller.withToken(request, (each) => caller.transport.sendJson(each, PhoneAnswer));
  if (info.watermark.appid !== appid) throw new Error('WeChat phone: the watermark names another appid');
  return { purePhoneNumber: info.purePhoneNumber, countryCode: info.countryCode };
}

async function codeImage(
  caller: Caller,
  envVersion: string,
  image: { scene: string; page: string; width: number },
): Promise<Buffer> {
  const body = { ...image, check_path: envVersion === 'release', env_version: envVersion };
  const request: WechatRequest = { call: 'codeImage', method: 'POST', path: 'wxa/getwxacodeunlimit', body };
  return caller.withToken(request, (each) => caller.transport.sendForBytes(each));
}

async function sendSubscribeMessage(caller: Caller, envVersion: string, message: SubscribeMessage): Promise<boolean> {
  const state = { release: 'formal', trial: 'trial', develop: 'developer' }[envVersion];
  const data = Object.fromEntries(
    Object.entries(message.data).map(([field, value]) => [field, { value: fitField(field, value) }]),
  );
  const body = {
    touser: message.openid,
    template_id: message.templateId,
    page: message.page,
    data,
    miniprogram_state: state,
    lang: 'zh_CN',
  };
  const request: WechatRequest = { call: 'message', method: 'POST', path: 'cgi-bin/message/subscribe/send', body };
  try {
    await caller.withToken(request, (each) => caller.transport.sendJson(each, z.object({})));
    return true;
  } catch (error) {
    if (error instanceof WechatError && error.fault === 'refused_by_user') return false;
    throw error;
  }
}

async function checkText(
  caller: Caller,
  text: { openid: string; scene: number; content: string },
): Promise<TextVerdict> {
  const request: WechatRequest = {
    call: 'text',
    method: 'POST',
    path: 'wxa/msg_sec_check',
    body: { version: 2, ...text },
  };
  const answer = await caller.withToken(request, (each) => caller.transport.sendJson(each, TextAnswer));
  return answer.result.suggest;
}

async function riskRank(
  caller: Caller,
  appid: string,
  risk: { openid: string; scene: number; clientIp: string },
): Promise<RiskRank> {
  const body = { appid, openid: risk.openid, scene: risk.scene, client_ip: risk.clientIp };
  const request: WechatRequest = { call: 'risk', method: 'POST', path: 'wxa/getuserriskrank', body };
  const answer = await caller.withToken(request, (each) => caller.transport.sendJson(each, RiskAnswer));
  return answer.risk_rank;
}
