import type { Browser } from 'playwright-core';
import { openPhone, type PhonePage } from './support/browser';
import { builds } from './support/builds';
import { h5ForAll } from './support/h5ForAll';
import { activationCode } from './support/operator';
import type { ServerProcess } from './support/serverProcess';

jest.setTimeout(90_000);

let server: ServerProcess;
let browser: Browser;
let phone: PhonePage;

h5ForAll({ H5_DIR: builds.demo }, (started, opened) => {
  [server, browser] = [started, opened];
});

beforeEach(async () => {
  phone = await openPhone(browser, `${server.url}/`);
});

afterEach(async () => {
  await phone.context.close();
  expect(phone.faults).toEqual([]);
});

/** Taps what is seen: pages below the one in front are still in the document. */
const tap = (selector: string) => phone.page.locator(selector).filter({ visible: true }).first().tap();
const sees = (text: string) => phone.page.locator('.taro_page:visible').getByText(text).first().waitFor();
const type = (selector: string, text: string) => phone.page.locator(`${selector}:visible input`).fill(text);

/** Picks one of the demo's people, as anybody who opens the page for the first time. */
async function enterAs(persona: string): Promise<void> {
  await tap('text=去登录');
  await tap(`#persona-${persona}`);
  await sees('会员号');
  await fitsThePhone();
}

async function fitsThePhone(): Promise<void> {
  const width = await phone.page.evaluate(() => document.querySelector('.taro_page:last-child')?.scrollWidth ?? 0);
  expect(width).toBeLessThanOrEqual(375);
}

describe('a customer in h5', () => {
  it('signs in, is asked for consent, puts it off, and gives it', async () => {
    await enterAs('customer-new');
    await sees('使用前请您阅读');
    await fitsThePhone();
    await tap('#postpone-consent');
    await tap('text=阅读并同意');
    await tap('#agree-privacy');
    await sees('绑定手机号');
  });

  it('binds a phone with one more consent, and reads the masked number', async () => {
    await enterAs('customer-wu');
    await tap('#open-phone');
    await tap('#consent-marketing');
    await type('#demo-phone', '13800000003');
    await fitsThePhone();
    await tap('#bind-phone');
    await sees('138****0003');
  });

  it('is still signed in after the page was loaded again', async () => {
    await enterAs('customer-chen');
    await phone.page.reload();
    await sees('陈阿姨');
  });
});

describe('an employee in h5', () => {
  it('activates the own account with number and code, and finds the workbench', async () => {
    await enterAs('customer-wu');
    await tap('#open-activation');
    await type('#employee-number', 'JN005');
    await type('#activation-code', activationCode(server, 'JN005'));
    await fitsThePhone();
    await tap('#activate');
    await sees('赵晨（JN005）');
    await fitsThePhone();
  });

  it('sees of the workbench what the own role allows', async () => {
    await enterAs('head-wang');
    await tap('#open-work');
    await tap('#employees');
    await sees('周敏');
    await fitsThePhone();
  });
});
