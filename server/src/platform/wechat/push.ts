import type Router from '@koa/router';
import { isDuplicateKey } from '../../db/duplicateKey';
import { enqueue } from '../../db/outbox';
import { inTransaction } from '../../db/transaction';
import type { RequestState } from '../../http/actor';
import { jsonBody } from '../../http/jsonBody';
import { fingerprint } from '../crypto';
import type { Logger } from '../logger';
import { decryptPush, isSigned } from './pushCrypto';
import { DELIVERY_KEPT_MS, PushDelivery } from './pushDelivery.model';

export interface PushMessage {
  FromUserName: string;
  CreateTime: number;
  MsgType: string;
  MsgId?: string | number;
  Event?: string;
  [field: string]: unknown;
}

/** Kind of the outbox rows that pushes become; domains register a handler for it. */
export const PUSH_OUTBOX_KIND = 'wechat_push';

/** Fields that tell two events of one second and user apart, by event. */
const OWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  wxa_media_check: ['trace_id'],
  subscribe_msg_sent_event: ['MsgID', 'List'],
  subscribe_msg_popup_event: ['List'],
  subscribe_msg_change_event: ['List'],
};

/** The key by which a repeated push is known: MsgId for messages, for events who, when, what and the event's own key. */
export function deliveryKey(message: PushMessage): string {
  if (message.MsgId !== undefined) return `msg:${message.MsgId}`;
  const event = message.Event ?? message.MsgType;
  const own = (OWN_KEYS[event] ?? ['EventKey']).map((field) => JSON.stringify(message[field] ?? null));
  return `event:${message.FromUserName}:${message.CreateTime}:${event}:${own.join(':')}`;
}

interface PushDeps {
  env: { WECHAT_PUSH_TOKEN: string; WECHAT_PUSH_AES_KEY: string; WECHAT_APPID?: string };
  appid: string;
  logger: Logger;
  clock: { now: () => Date };
}

const PATH = '/api/wechat/push';

/** The endpoint WeChat pushes to: the GET check, and sealed JSON messages that are stored once and answered at once. */
export function pushRoutes(router: Router<RequestState>, deps: PushDeps): void {
  const token = deps.env.WECHAT_PUSH_TOKEN;
  router.get(PATH, (ctx) => {
    const { signature, timestamp, nonce, echostr } = texts(ctx.query);
    ctx.state.route = PATH;
    const genuine = isSigned(signature, token, timestamp, nonce);
    ctx.status = genuine ? 200 : 403;
    ctx.type = 'text';
    ctx.body = genuine ? echostr : '';
  });
  router.post(PATH, jsonBody(), async (ctx) => {
    ctx.state.route = PATH;
    const { msg_signature: signature, timestamp, nonce } = texts(ctx.query);
    const sealed = (ctx.request as { body?: { Encrypt?: unknown } }).body?.Encrypt;
    ctx.type = 'text';
    if (typeof sealed !== 'string' || !isSigned(signature, token, timestamp, nonce, sealed)) {
      ctx.status = 403;
      ctx.body = '';
      return;
    }
    const message = openMessage(sealed, deps);
    if (message) await store(message, deps.clock.now());
    ctx.status = message ? 200 : 400;
    ctx.body = message ? 'success' : '';
  });
}

function texts(
  query: Record<string, unknown>,
): Record<'signature' | 'msg_signature' | 'timestamp' | 'nonce' | 'echostr', string> {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  return {
    signature: text('signature'),
    msg_signature: text('msg_signature'),
    timestamp: text('timestamp'),
    nonce: text('nonce'),
    echostr: text('echostr'),
  };
}

function openMessage(sealed: string, deps: PushDeps): PushMessage | null {
  try {
    const text = decryptPush(sealed, deps.env.WECHAT_PUSH_AES_KEY, deps.appid);
    const message: unknown = JSON.parse(quoteLongNumbers(text));
    return isPushMessage(message) ? message : null;
  } catch (error) {
    deps.logger.warn({ err: error }, 'push could not be read');
    return null;
  }
}

const STRING_OR_LONG_NUMBER = /("(?:[^"\\]|\\.)*")|-?\d{16,}/g;

/** MsgId has 64 bits: as a number two neighbours would become one, and a real message be taken for a repeat. */
export function quoteLongNumbers(json: string): string {
  return json.replace(STRING_OR_LONG_NUMBER, (part, text: string | undefined) =>
    text === undefined ? `"${part}"` : part,
  );
}

function isPushMessage(value: unknown): value is PushMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { FromUserName, CreateTime, MsgType } = value as Record<string, unknown>;
  return typeof FromUserName === 'string' && typeof CreateTime === 'number' && typeof MsgType === 'string';
}

/** Stores the message once, together with the work it causes; a repeat changes nothing. */
async function store(message: PushMessage, now: Date): Promise<void> {
  // A recording of a genuine push, played back after its key was forgotten, is no news.
  if (now.getTime() - message.CreateTime * 1000 > DELIVERY_KEPT_MS) return;
  // The key names the person: only its fingerprint is kept.
  const key = fingerprint(deliveryKey(message));
  try {
    await inTransaction(async (session) => {
      await PushDelivery.create([{ _id: key, at: now }], { session });
      await enqueue(session, PUSH_OUTBOX_KIND, key, message, now);
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
