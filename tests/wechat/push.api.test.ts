import { Outbox } from '../../server/src/db/outbox';
import { PUSH_OUTBOX_KIND } from '../../server/src/platform/wechat/push';
import { encryptPush, pushSignature } from '../../server/src/platform/wechat/pushCrypto';
import { PushDelivery } from '../../server/src/platform/wechat/pushDelivery.model';
import { SIMULATOR_APPID } from '../../server/src/platform/wechat/simulator/account';
import { TestApi } from '../support/api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const TIMESTAMP = '1714036504';
const NONCE = 'n0nce';
const PATH = '/api/wechat/push';

let lastId = 24_681_357_902_468_000n;
const newMessage = (over: Record<string, unknown> = {}) =>
  JSON.stringify({
    ToUserName: 'gh_1',
    FromUserName: 'o'.padEnd(28, 'x'),
    CreateTime: Math.floor(api.clock.now().getTime() / 1000),
    MsgType: 'text',
    ...over,
  });

/** The message as it stands on the wire, with a 64-bit id as the platform writes it. */
function withId(json: string): string {
  lastId += 1n;
  return json.replace(/}$/, `,"MsgId":${lastId}}`);
}

async function post(json: string, change: { appid?: string; signature?: string; body?: string } = {}) {
  const sealed = encryptPush(json, api.env.WECHAT_PUSH_AES_KEY, change.appid ?? SIMULATOR_APPID);
  const signature = change.signature ?? pushSignature(api.env.WECHAT_PUSH_TOKEN, TIMESTAMP, NONCE, sealed);
  const query = new URLSearchParams({
    msg_signature: signature,
    timestamp: TIMESTAMP,
    nonce: NONCE,
    encrypt_type: 'aes',
  });
  const response = await fetch(`${api.url}${PATH}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: change.body ?? JSON.stringify({ ToUserName: 'gh_1', Encrypt: sealed }),
  });
  return { status: response.status, text: await response.text() };
}

const stored = async () => ({
  deliveries: await PushDelivery.countDocuments(),
  outbox: await Outbox.countDocuments({ kind: PUSH_OUTBOX_KIND }),
});

describe('the check of the address', () => {
  const check = (query: Record<string, string>) => fetch(`${api.url}${PATH}?${new URLSearchParams(query)}`);

  it('answers with the echo when it is signed', async () => {
    const signature = pushSignature(api.env.WECHAT_PUSH_TOKEN, TIMESTAMP, NONCE);
    const response = await check({ signature, timestamp: TIMESTAMP, nonce: NONCE, echostr: 'hello<b>' });
    expect([response.status, await response.text()]).toEqual([200, 'hello<b>']);
    expect(response.headers.get('content-type')).toContain('text/plain');
  });

  it('is refused otherwise', async () => {
    const response = await check({ signature: 'x'.repeat(40), timestamp: TIMESTAMP, nonce: NONCE, echostr: 'hello' });
    expect([response.status, await response.text()]).toEqual([403, '']);
    expect((await check({})).status).toBe(403);
  });
});

describe('a push', () => {
  it('is stored once, however often it is repeated, also at the same time', async () => {
    const before = await stored();
    const json = withId(newMessage());
    const replies = await Promise.all(Array.from({ length: 6 }, () => post(json)));
    expect(replies).toEqual(Array(6).fill({ status: 200, text: 'success' }));
    expect(await post(json)).toEqual({ status: 200, text: 'success' });
    expect(await stored()).toEqual({ deliveries: before.deliveries + 1, outbox: before.outbox + 1 });
  });

  it('is told apart from its neighbour, message and event alike', async () => {
    const before = await stored();
    await post(withId(newMessage()));
    await post(withId(newMessage()));
    await post(newMessage({ MsgType: 'event', Event: 'subscribe_msg_popup_event', List: [{ TemplateId: 'a' }] }));
    await post(newMessage({ MsgType: 'event', Event: 'subscribe_msg_popup_event', List: [{ TemplateId: 'b' }] }));
    expect((await stored()).deliveries - before.deliveries).toBe(4);
  });

  it('keeps no openid in its key', async () => {
    await post(withId(newMessage({ FromUserName: `o${'z'.repeat(27)}`, MsgType: 'event', Event: 'x' })));
    expect(JSON.stringify(await PushDelivery.find().lean())).not.toContain('zzzz');
  });

  it('with a wrong signature, without one, or without content is refused', async () => {
    const before = await stored();
    expect((await post(withId(newMessage()), { signature: 'f'.repeat(40) })).status).toBe(403);
    expect((await post(withId(newMessage()), { body: '{}' })).status).toBe(403);
    expect((await post(withId(newMessage()), { body: '{"Encrypt":{"$gt":""}}' })).status).toBe(403);
    expect((await post(withId(newMessage()), { body: 'no json' })).status).toBe(400);
    expect(await stored()).toEqual(before);
  });

  it('that is signed but for another app, or no message, is refused', async () => {
    expect((await post(withId(newMessage()), { appid: 'wx0000000000000000' })).status).toBe(400);
    expect((await post('[]')).status).toBe(400);
    expect((await post('{"FromUserName":"o"}')).status).toBe(400);
  });

  it('from last month, played back, is acknowledged and changes nothing', async () => {
    const before = await stored();
    const CreateTime = Math.floor(api.clock.now().getTime() / 1000) - 30 * 86_400;
    expect((await post(withId(newMessage({ CreateTime })))).status).toBe(200);
    expect(await stored()).toEqual(before);
  });
});
