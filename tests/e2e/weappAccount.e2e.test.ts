import { builds } from './support/builds';
import { activationCode } from './support/operator';
import { ServerProcess } from './support/serverProcess';
import { WxHost } from './wxHost';

const ME = 'pages/tabs/me/index';

jest.setTimeout(90_000);

let server: ServerProcess;
let app: WxHost;
let logins = 0;

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(() => server.stop());

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

/** Opens the mini-program on the phone of a person; `phone` is what WeChat gives where the person allows it. */
async function open(
  person: string,
  phone: string | null = null,
  storage: ReadonlyMap<string, unknown> = new Map(),
): Promise<void> {
  app = new WxHost({
    dist: builds.weapp,
    apiUrl: server.url,
    loginCode: () => {
      logins += 1;
      return `sim:${person}#${logins}`;
    },
    phoneCode: () => (phone === null ? null : `sim:${phone}`),
    storage,
  });
  await app.launch(ME);
}

/** Agrees to the terms in the sheet that comes up by itself. */
async function agree(): Promise<void> {
  await app.sees('#consent-summary');
  await app.tap('#agree-privacy');
  await app.until(() => !app.text.includes('使用前请您阅读'), 'the sheet closes');
}

describe('a customer in the mini-program', () => {
  it('is signed in without doing anything, and asked for consent', async () => {
    await open('anna');
    await app.sees('会员号');
    await app.sees('#consent-summary');
    expect(app.calls.filter(({ name }) => name === 'login')).toHaveLength(1);
  });

  it('may put the consent off, look around, and give it later', async () => {
    await open('bo');
    await app.sees('#consent-summary');
    await app.tap('#postpone-consent');
    await app.until(() => !app.text.includes('使用前请您阅读'), 'the sheet closes');
    await app.tap('阅读并同意');
    await agree();
    await app.sees('绑定手机号');
  });

  it('binds the phone by the button of WeChat, with one more consent', async () => {
    await open('chen', '13800000001');
    await agree();
    await app.tap('#open-phone');
    await app.sees('#consent-marketing');
    await app.tap('#consent-marketing');
    await app.tap('#wechat-phone');
    await app.until(() => app.route === ME, 'back on 我的');
    await app.sees('138****0001');
  });

  it('reads what to do where WeChat gave no number', async () => {
    await open('dong', null);
    await agree();
    await app.tap('#open-phone');
    await app.tap('#wechat-phone');
    await app.until(() => app.calls.some(({ name }) => name === 'showToast'), 'a toast');
    expect(app.calls.find(({ name }) => name === 'showToast')?.options).toMatchObject({
      title: expect.stringContaining('没有取得手机号'),
    });
  });

  it('is told that the number belongs to another account, and moves it', async () => {
    await open('mother', '13800000002');
    await agree();
    await app.tap('#open-phone');
    await app.tap('#wechat-phone');
    await app.sees('138****0002');
    app.close();
    await open('daughter', '13800000002');
    await agree();
    await app.tap('#open-phone');
    await app.tap('#wechat-phone');
    await app.tap('#move-phone');
    await app.until(() => app.route === ME, 'back on 我的');
    await app.sees('138****0002');
  });
});

describe('an employee in the mini-program', () => {
  it('activates the own account with number and code, and finds the workbench', async () => {
    await open('zhao');
    await agree();
    await app.tap('#open-activation');
    await app.type('#employee-number', 'JN005');
    await app.type('#activation-code', '00000000');
    await app.tap('#activate');
    await app.sees('激活码');
    await app.type('#activation-code', activationCode(server, 'JN005'));
    await app.tap('#activate');
    await app.until(() => app.route === 'pages/work/home/index', 'the workbench');
    await app.sees('赵晨（JN005）');
    expect(app.text).not.toContain('操作记录');
  });

  it('stays signed in: opening the app again asks WeChat for nothing', async () => {
    await open('manager-zhou');
    await app.sees('工作台');
    const { storage } = app;
    app.close();
    await open('manager-zhou', null, storage);
    await app.sees('工作台');
    expect(app.calls.filter(({ name }) => name === 'login')).toEqual([]);
  });
});
