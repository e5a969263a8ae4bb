import { createCipheriv } from 'node:crypto';
import { fitField, mostCharacters } from '../../server/src/platform/wechat/messageFields';
import { deliveryKey, type PushMessage, quoteLongNumbers } from '../../server/src/platform/wechat/push';
import { decryptPush, encryptPush, isSigned, pushSignature } from '../../server/src/platform/wechat/pushCrypto';

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APPID = 'wxb11529c136998cb6';
const RANDOM = Buffer.from('aaaabbbbccccdddd');
const MESSAGE = '我是中文abcd123';

/** Seals bytes as they are, padding included: what only a forger would send. */
function sealRaw(plain: Buffer): string {
  const key = Buffer.from(`${AES_KEY}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

describe('the signature of a push', () => {
  it("is the platform's for its own example", () => {
    expect(pushSignature('AAAAA', '1714036504', '1514711492')).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696');
    expect(isSigned('f464b24fc39322e44b38aa78f5edd27bd1441696', 'AAAAA', '1714036504', '1514711492')).toBe(true);
  });

  it('covers the sealed message in secure mode', () => {
    const sealed = encryptPush(MESSAGE, AES_KEY, APPID, RANDOM);
    expect(pushSignature('pamtest', '1409304348', 'xxxxxx', sealed)).toBe('82c962d39941aa48552f90ef55aa323dc620cc10');
  });

  it.each([
    ['another token', 'AAAAB', '1714036504', '1514711492'],
    ['another time', 'AAAAA', '1714036505', '1514711492'],
    ['another nonce', 'AAAAA', '1714036504', '1514711493'],
  ])('fails for %s', (_what, ...parts) => {
    expect(isSigned('f464b24fc39322e44b38aa78f5edd27bd1441696', ...parts)).toBe(false);
  });

  it('fails when it is empty or cut', () => {
    expect(isSigned('', 'AAAAA', '1714036504', '1514711492')).toBe(false);
    expect(isSigned('f464b24f', 'AAAAA', '1714036504', '1514711492')).toBe(false);
  });
});

describe('a sealed message', () => {
  it('opens to what was sealed, for any length around the padding block', () => {
    for (let length = 0; length < 70; length += 1) {
      const text = '福'.repeat(length);
      expect(decryptPush(encryptPush(text, AES_KEY, APPID), AES_KEY, APPID)).toBe(text);
    }
  });

  it('is refused for another appid', () => {
    const sealed = encryptPush(MESSAGE, AES_KEY, 'wx0000000000000000', RANDOM);
    expect(() => decryptPush(sealed, AES_KEY, APPID)).toThrow('another appid');
  });

  it('is refused when a byte of it was changed', () => {
    const bytes = Buffer.from(encryptPush(MESSAGE, AES_KEY, APPID, RANDOM), 'base64');
    for (const at of [0, 17, bytes.length - 17, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      let opened: string | null = null;
      try {
        opened = decryptPush(changed.toString('base64'), AES_KEY, APPID);
      } catch {
        opened = null;
      }
      // The first block is random filling; everything else is caught.
      expect(at < 16 ? [null, MESSAGE] : [null]).toContain(opened);
    }
  });

  it.each([
    ['of no block', Buffer.alloc(0)],
    ['with a padding of 0', Buffer.alloc(32, 0)],
    ['with a padding over 32', Buffer.alloc(64, 33)],
    ['with padding bytes that differ', Buffer.concat([Buffer.alloc(29, 1), Buffer.from([2, 3, 3])])],
    ['that is padding alone', Buffer.alloc(32, 32)],
  ])('is refused %s', (_what, plain) => {
    expect(() => decryptPush(sealRaw(plain), AES_KEY, APPID)).toThrow();
  });

  it('is refused with a length beyond its end, and when it is no whole block', () => {
    const head = Buffer.concat([RANDOM, Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from('x')]);
    const padding = 32 - (head.length % 32);
    expect(() => decryptPush(sealRaw(Buffer.concat([head, Buffer.alloc(padding, padding)])), AES_KEY, APPID)).toThrow(
      'bad length',
    );
    expect(() => decryptPush('AAAA', AES_KEY, APPID)).toThrow();
  });
});

describe('the key of a delivery', () => {
  const message: PushMessage = { FromUserName: 'oA', CreateTime: 1_700_000_000, MsgType: 'text', MsgId: '1' };
  const event: PushMessage = { FromUserName: 'oA', CreateTime: 1_700_000_000, MsgType: 'event', Event: 'user_enter' };
  const popup = (id: string): PushMessage => ({
    ...event,
    Event: 'subscribe_msg_popup_event',
    List: [{ TemplateId: id, SubscribeStatusString: 'accept' }],
  });

  it.each<[string, PushMessage, PushMessage, boolean]>([
    ['the same message again', message, { ...message }, true],
    ['another message of the same second', message, { ...message, MsgId: '2' }, false],
    ['the same event again', event, { ...event }, true],
    ['the same event of another person', event, { ...event, FromUserName: 'oB' }, false],
    ['the same event a second later', event, { ...event, CreateTime: 1_700_000_001 }, false],
    ['another event of the same second', event, { ...event, Event: 'user_leave' }, false],
    ['the same event with another key', { ...event, EventKey: 'a' }, { ...event, EventKey: 'b' }, false],
    ['two templates answered in one second', popup('t1'), popup('t2'), false],
    [
      'two checked media',
      { ...event, Event: 'wxa_media_check', trace_id: '1' },
      { ...event, Event: 'wxa_media_check', trace_id: '2' },
      false,
    ],
  ])('%s', (_what, a, b, same) => {
    expect(deliveryKey(a) === deliveryKey(b)).toBe(same);
  });

  it('tells 64-bit message ids apart that are one number in JavaScript', () => {
    const read = (id: string) =>
      deliveryKey(JSON.parse(quoteLongNumbers(`{"FromUserName":"oA","CreateTime":1,"MsgType":"text","MsgId":${id}}`)));
    expect(Number('24681357902468135')).toBe(Number('24681357902468136'));
    expect(read('24681357902468135')).not.toBe(read('24681357902468136'));
    expect(read('24681357902468135')).toBe('msg:24681357902468135');
  });

  it('leaves what a person typed as it is', () => {
    const json = JSON.stringify({ Content: 'card 6222020012345678901, "MsgId":12345678901234567', CreateTime: 5 });
    expect(JSON.parse(quoteLongNumbers(json))).toEqual(JSON.parse(json));
  });
});

describe('the fields of a subscription message', () => {
  it.each([
    ['thing1', 20],
    ['phrase3', 5],
    ['name2', 10],
    ['phone_number1', 17],
    ['character_string5', 32],
    ['date4', null],
  ])('%s takes %p characters', (field, most) => {
    expect(mostCharacters(field)).toBe(most);
  });

  it.each([
    ['thing1', '字'.repeat(20), '字'.repeat(20)],
    ['thing1', '字'.repeat(21), `${'字'.repeat(19)}…`],
    ['phrase1', '已经到期了吗', '已经到期了'],
    ['character_string1', 'x'.repeat(33), 'x'.repeat(33)],
  ])('a value of %s is cut where that leaves it true', (field, text, fitted) => {
    expect(fitField(field, text)).toBe(fitted);
  });
});
