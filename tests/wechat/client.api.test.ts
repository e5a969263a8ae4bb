import { DAY_MS } from '@linzhang/shared/kernel/time';
import { createLogger } from '../../server/src/platform/logger';
import { FORCE_EVERY_MS, FORCES_PER_DAY } from '../../server/src/platform/wechat/accessToken';
import { createWechatClient, type WechatClient } from '../../server/src/platform/wechat/client';
import { SharedToken } from '../../server/src/platform/wechat/sharedToken.model';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from '../../server/src/platform/wechat/simulator/account';
import { openidOf } from '../../server/src/platform/wechat/simulator/state';
import { TestApi } from '../support/api';

let api: TestApi;
let wechat: WechatClient;
beforeAll(async () => {
  api = await TestApi.start();
  wechat = api.wechat;
});
afterEach(() => api.simulator.state.clear());
afterAll(() => api.stop());

const openid = openidOf('li');
const fail = (call: string, errcode: number, times = 1) => api.simulator.state.failNext({ call, times, errcode });
const callsOf = (call: string) => api.simulator.state.calls[call] ?? 0;
const image = { scene: 'ABCDEFGHJK', page: 'pages/tabs/home/index', width: 430 };
const message = { openid, templateId: 'T1', page: 'pages/tabs/home/index', data: { thing1: '周六活动' } };

describe('login', () => {
  it('gives the same openid for the same person', async () => {
    expect(await wechat.login('sim:li')).toEqual({ openid });
    expect(await wechat.login('sim:li')).toEqual({ openid });
  });

  it.each([
    [40029, 'wechat_code_invalid'],
    [40163, 'wechat_code_invalid'],
    [45011, 'wechat_unavailable'],
    [40226, 'wechat_user_blocked'],
  ])('%d is told as %s', async (errcode, code) => {
    fail('login', errcode);
    await expect(wechat.login('sim:li')).rejects.toMatchObject({ code });
  });

  it('asks again while the platform is busy, three times in all', async () => {
    fail('login', -1, 2);
    const before = callsOf('login');
    expect(await wechat.login('sim:li')).toEqual({ openid });
    expect(callsOf('login') - before).toBe(3);
    fail('login', -1, 3);
    await expect(wechat.login('sim:li')).rejects.toMatchObject({ code: 'wechat_unavailable' });
  });
});

describe('the phone number', () => {
  it('comes without its country code, which is told apart', async () => {
    expect(await wechat.phoneNumber('sim:13812341234')).toEqual({ purePhoneNumber: '13812341234', countryCode: '86' });
    expect(await wechat.phoneNumber('sim:+852-61234567')).toEqual({ purePhoneNumber: '61234567', countryCode: '852' });
  });

  it.each([
    [40029, 'wechat_code_invalid'],
    [45011, 'wechat_unavailable'],
  ])('%d is told as %s', async (errcode, code) => {
    fail('phone', errcode);
    await expect(wechat.phoneNumber('sim:13812341234')).rejects.toMatchObject({ code });
  });

  it('is refused when its code was used, and when our own appid is wrong', async () => {
    await wechat.phoneNumber('sim:13812341234#1');
    await expect(wechat.phoneNumber('sim:13812341234#1')).rejects.toMatchObject({ code: 'wechat_code_invalid' });
    fail('phone', 40013);
    await expect(wechat.phoneNumber('sim:13812341234')).rejects.toThrow('40013');
  });

  it('is not believed when its watermark names another app', async () => {
    const { token } = (await SharedToken.findById(SIMULATOR_APPID).lean()) ?? {};
    const expiresAt = new Date(api.clock.now().getTime() + DAY_MS);
    await SharedToken.create({ _id: 'wxother', token, expiresAt });
    const other = clientOf('wxother');
    await expect(other.phoneNumber('sim:13812341234')).rejects.toThrow('watermark');
    await other.close();
  });
});

describe('a code image', () => {
  it('is a PNG for a scene of 32 characters', async () => {
    const bytes = await wechat.codeImage({ ...image, scene: "0aZ!#$&'()*+,/:;=?@-._~012345678" });
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(api.simulator.state.codeImages.at(-1)).toMatchObject({ page: image.page, width: 430 });
  });

  it.each([
    ['a scene of 33 characters', { ...image, scene: 'a'.repeat(33) }, '40169'],
    ['an empty scene', { ...image, scene: '' }, '40169'],
    ['a scene of other characters', { ...image, scene: '福利' }, '40129'],
    ['a page with a slash before it', { ...image, page: '/pages/x' }, '41030'],
    ['a page with a query', { ...image, page: 'pages/x?a=1' }, '41030'],
    ['a width that is too small', { ...image, width: 279 }, '40097'],
  ])('is refused for %s: a fault of ours', async (_what, options, errcode) => {
    await expect(wechat.codeImage(options)).rejects.toThrow(errcode);
  });

  it('waits when there were too many', async () => {
    fail('codeImage', 45009);
    await expect(wechat.codeImage(image)).rejects.toMatchObject({ code: 'wechat_unavailable' });
  });
});

describe('a subscription message', () => {
  it('is sent, its titles cut to what the platform takes', async () => {
    const data = { thing1: '阳光菜市场周六集章活动通知：八个摊位都来了', phrase2: '已经开始报名' };
    expect(await wechat.sendSubscribeMessage({ ...message, data })).toBe(true);
    expect(api.simulator.state.messages.at(-1)).toMatchObject({
      touser: openid,
      data: { thing1: { value: '阳光菜市场周六集章活动通知：八个摊位都…' }, phrase2: { value: '已经开始报' } },
    });
  });

  it('answers false for a member who gave no consent, without asking twice', async () => {
    api.simulator.state.refusing.add(openid);
    const before = callsOf('message');
    expect(await wechat.sendSubscribeMessage(message)).toBe(false);
    expect(callsOf('message') - before).toBe(1);
  });

  it.each([
    ['a value that is too long', { ...message, data: { character_string1: 'x'.repeat(33) } }, '47003'],
    ['an openid of nobody', { ...message, openid: 'o1' }, '40003'],
    ['no template', { ...message, templateId: '' }, '40037'],
  ])('with %s is a fault of ours', async (_what, wrong, errcode) => {
    await expect(wechat.sendSubscribeMessage(wrong)).rejects.toThrow(errcode);
  });
});

describe('checks', () => {
  it('judge a text by the suggestion, not by the errcode', async () => {
    const check = (content: string) => wechat.checkText({ openid, scene: 1, content });
    expect([await check('李芳'), await check('可疑词'), await check('违禁词')]).toEqual(['pass', 'review', 'risky']);
    await expect(check('')).rejects.toThrow('47001');
    await expect(check('字'.repeat(2501))).rejects.toThrow('47001');
    fail('text', 61010);
    await expect(check('李芳')).rejects.toThrow('61010');
  });

  it('rank the risk of a person', async () => {
    const rank = () => wechat.riskRank({ openid, scene: 1, clientIp: '1.2.3.4' });
    expect(await rank()).toBe(0);
    api.simulator.state.ranks.set(openid, 4);
    expect(await rank()).toBe(4);
  });
});

describe('an access token that the platform refuses', () => {
  it('is read anew, and the call replayed once', async () => {
    await wechat.riskRank({ openid, scene: 0, clientIp: '1.2.3.4' });
    api.simulator.state.voidToken();
    const before = { token: callsOf('token'), phone: callsOf('phone') };
    await wechat.phoneNumber('sim:13812341234');
    expect(callsOf('token') - before.token).toBe(1);
    expect(callsOf('phone') - before.phone).toBe(2);
  });

  it('is told as unavailable when the new one is refused too', async () => {
    fail('phone', 40001, 5);
    const before = callsOf('phone');
    await expect(wechat.phoneNumber('sim:13812341234')).rejects.toMatchObject({ code: 'wechat_unavailable' });
    expect(callsOf('phone') - before).toBe(2);
  });

  it('is replaced by force where the platform repeats it: every 30 seconds, 20 times a day', async () => {
    await SharedToken.updateOne({ _id: SIMULATOR_APPID }, { $unset: { forcedAt: '', forcedOn: '', forcedCount: '' } });
    const forces = async () => (await SharedToken.findById(SIMULATOR_APPID).lean())?.forcedCount ?? 0;
    const refuse = async () => {
      fail('risk', 40001);
      await wechat.riskRank({ openid, scene: 0, clientIp: '1.2.3.4' });
    };
    await refuse();
    await refuse();
    expect(await forces()).toBe(1);
    for (let i = 0; i < FORCES_PER_DAY + 3; i += 1) {
      api.clock.advance(FORCE_EVERY_MS);
      await refuse();
    }
    expect(await forces()).toBe(FORCES_PER_DAY);
    api.clock.advance(DAY_MS);
    await refuse();
    expect(await forces()).toBe(1);
  });
});

describe('a platform that does not answer', () => {
  it('is unavailable, and another error than JSON too', async () => {
    const nowhere = clientOf(SIMULATOR_APPID, 'http://127.0.0.1:9');
    await expect(nowhere.login('sim:li')).rejects.toMatchObject({ code: 'wechat_unavailable' });
    await nowhere.close();
    const odd = clientOf(SIMULATOR_APPID, `${api.url}/api/docs`);
    await expect(odd.login('sim:li')).rejects.toMatchObject({ code: 'wechat_unavailable' });
    await odd.close();
  });

  it('is given up after five seconds', async () => {
    api.simulator.state.failNext({ call: 'login', times: 1, delayMs: 6_000 });
    const from = performance.now();
    await expect(wechat.login('sim:li')).rejects.toMatchObject({ code: 'wechat_unavailable' });
    expect(performance.now() - from).toBeLessThan(5_900);
  }, 10_000);
});

function clientOf(appid: string, baseUrl = api.simulator.url): WechatClient {
  return createWechatClient({
    baseUrl,
    appid,
    secret: SIMULATOR_SECRET,
    envVersion: 'develop',
    logger: createLogger('silent'),
    now: api.clock.now,
  });
}
