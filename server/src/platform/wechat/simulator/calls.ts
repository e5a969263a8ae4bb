import { setTimeout as sleep } from 'node:timers/promises';
import { mostCharacters } from '../messageFields';
import { codePng } from './codePng';
import { openidOf, type SimulatorState } from './state';

export interface CallInput {
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export type CallAnswer = { json: object } | { png: Buffer };

export interface SimulatorAccount {
  appid: string;
  secret: string;
  /** Where the code images lead: the landing page of the h5, with `?scene=`. */
  landingUrl: () => string;
}

interface SimulatedCall {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  needsToken: boolean;
  answer: (input: CallInput, state: SimulatorState, account: SimulatorAccount) => CallAnswer | Promise<CallAnswer>;
}

const ok = (json: object = {}): CallAnswer => ({ json: { errcode: 0, errmsg: 'ok', ...json } });
const refuse = (errcode: number, errmsg: string): CallAnswer => ({ json: { errcode, errmsg } });

const SIM_CODE = /^sim:([^#]{1,60})(?:#.*)?$/;
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;

/** The platform's calls with its paths, shapes and error codes. */
export const CALLS: readonly SimulatedCall[] = [
  { name: 'login', method: 'GET', path: '/sns/jscode2session', needsToken: false, answer: login },
  { name: 'token', method: 'POST', path: '/cgi-bin/stable_token', needsToken: false, answer: token },
  { name: 'phone', method: 'POST', path: '/wxa/business/getuserphonenumber', needsToken: true, answer: phone },
  { name: 'codeImage', method: 'POST', path: '/wxa/getwxacodeunlimit', needsToken: true, answer: codeImage },
  { name: 'message', method: 'POST', path: '/cgi-bin/message/subscribe/send', needsToken: true, answer: message },
  { name: 'text', method: 'POST', path: '/wxa/msg_sec_check', needsToken: true, answer: text },
  { name: 'risk', method: 'POST', path: '/wxa/getuserriskrank', needsToken: true, answer: risk },
];

/** Answers a call, or plays the failure that was ordered for it. */
export async function answerCall(
  call: SimulatedCall,
  input: CallInput,
  state: SimulatorState,
  account: SimulatorAccount,
): Promise<CallAnswer> {
  state.calls[call.name] = (state.calls[call.name] ?? 0) + 1;
  const failure = state.takeFailure(call.name);
  if (failure?.delayMs) await sleep(failure.delayMs);
  if (failure?.errcode !== undefined) return refuse(failure.errcode, 'simulated');
  if (call.needsToken && !state.isToken(input.query.get('access_token')))
    return refuse(40001, 'invalid credential, access_token is invalid or not latest');
  return call.answer(input, state, account);
}

function login({ query }: CallInput, state: SimulatorState, account: SimulatorAccount): CallAnswer {
  if (query.get('appid') !== account.appid) return refuse(40013, 'invalid appid');
  if (query.get('secret') !== account.secret) return refuse(40125, 'invalid appsecret');
  const code = query.get('js_code') ?? '';
  const name = SIM_CODE.exec(code)?.[1];
  if (!name || query.get('grant_type') !== 'authorization_code') return refuse(40029, 'invalid code');
  if (!state.useCode(code)) return refuse(40163, 'code been used');
  return { json: { openid: openidOf(name), session_key: Buffer.from(openidOf(name)).toString('base64').slice(0, 24) } };
}

function token({ body }: CallInput, state: SimulatorState, account: SimulatorAccount): CallAnswer {
  if (body['appid'] !== account.appid || body['grant_type'] !== 'client_credential')
    return refuse(40013, 'invalid appid');
  if (body['secret'] !== account.secret) return refuse(40001, 'invalid credential');
  const issued = state.issueToken(body['force_refresh'] === true);
  return { json: { access_token: issued.value, expires_in: issued.expiresIn } };
}

function phone({ body }: CallInput, state: SimulatorState, account: SimulatorAccount): CallAnswer {
  const code = String(body['code'] ?? '');
  const number = SIM_CODE.exec(code)?.[1];
  if (!number || !/^\+?[\d-]{5,20}$/.test(number)) return refuse(40029, 'invalid code');
  if (!state.useCode(code)) return refuse(40163, 'code been used');
  const foreign = /^\+(\d{1,3})-(\d+)$/.exec(number);
  const [countryCode, pure] = foreign ? [foreign[1], foreign[2]] : ['86', number];
  const watermark = { timestamp: Math.floor(Date.now() / 1000), appid: account.appid };
  return ok({
    phone_info: {
      phoneNumber: foreign ? `+${countryCode}${pure}` : number,
      purePhoneNumber: pure,
      countryCode,
      watermark,
    },
  });
}

async function codeImage({ body }: CallInput, state: SimulatorState, account: SimulatorAccount): Promise<CallAnswer> {
  const scene = String(body['scene'] ?? '');
  const page = String(body['page'] ?? '');
  const width = Number(body['width'] ?? 430);
  if (scene.length === 0 || scene.length > 32) return refuse(40169, 'invalid length for scene');
  if (!SCENE.test(scene)) return refuse(40129, 'invalid scene');
  if (page.startsWith('/') || page.includes('?')) return refuse(41030, 'invalid page');
  if (!(width >= 280 && width <= 1280)) return refuse(40097, 'invalid width');
  state.codeImages.push({ scene, page, width, at: new Date().toISOString() });
  return { png: await codePng(`${account.landingUrl()}/#/${page}?scene=${encodeURIComponent(scene)}`, width) };
}

function message({ body }: CallInput, state: SimulatorState): CallAnswer {
  const {
    touser,
    template_id: templateId,
    page,
    data,
  } = body as { touser?: string; template_id?: string; page?: string; data?: Record<string, { value?: unknown }> };
  if (typeof touser !== 'string' || touser.length !== 28) return refuse(40003, 'invalid openid');
  if (typeof templateId !== 'string' || templateId === '') return refuse(40037, 'invalid template_id');
  if (state.refusing.has(touser)) return refuse(43101, 'user refuse to accept the msg');
  for (const [field, { value }] of Object.entries(data ?? {})) {
    const limit = mostCharacters(field);
    if (typeof value !== 'string' || value === '' || (limit !== null && [...value].length > limit))
      return refuse(47003, `argument invalid! data.${field}.value invalid`);
  }
  state.messages.push({
    touser,
    template_id: templateId,
    page: page ?? '',
    data: (data ?? {}) as Record<string, { value: string }>,
    at: new Date().toISOString(),
  });
  return ok({ msgid: state.messages.length });
}

function text({ body }: CallInput): CallAnswer {
  const content = String(body['content'] ?? '');
  if (typeof body['openid'] !== 'string' || content.length === 0 || content.length > 2500)
    return refuse(47001, 'data format error');
  const suggest = content.includes('违禁') ? 'risky' : content.includes('可疑') ? 'review' : 'pass';
  return ok({ result: { suggest, label: suggest === 'pass' ? 100 : 20_001 }, trace_id: `sim-${Date.now()}` });
}

function risk({ body }: CallInput, state: SimulatorState): CallAnswer {
  const openid = body['openid'];
  if (typeof openid !== 'string') return refuse(61010, 'code is expired');
  return ok({ risk_rank: state.ranks.get(openid) ?? 0, unoin_id: 1 });
}
