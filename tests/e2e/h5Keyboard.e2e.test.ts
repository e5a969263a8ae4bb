import type { Browser, Page } from 'playwright-core';
import { managerPages, memberPages, tabs, workPages } from '../../miniprogram/src/paths';
import { Reader } from './pages/reader';
import { builds } from './support/builds';
import { h5ForAll } from './support/h5ForAll';
import type { ServerProcess } from './support/serverProcess';

/** So often Tab is pressed until it is at the wanted thing. */
const MOST_TABS = 60;

jest.setTimeout(120_000);

let server: ServerProcess;
let browser: Browser;
let reader: Reader;

h5ForAll({ H5_DIR: builds.demo, DEMO_DATA: 'market' }, (started, opened) => {
  [server, browser] = [started, opened];
});

afterEach(async () => {
  await reader.close();
  expect(reader.phone.faults).toEqual([]);
});

/** Goes on by Tab until this has the focus: its id, or what a screen reader calls it. */
async function reach(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < MOST_TABS; steps += 1) {
    await page.keyboard.press('Tab');
    const [id, label] = await page.evaluate(() => {
      const at = document.activeElement;
      return [at?.id ?? '', at?.getAttribute('aria-label') ?? at?.textContent ?? ''];
    });
    if (id === name || label.startsWith(name)) return;
    passed.push(id || label);
  }
  throw new Error(`Tab never comes to ${name}, only to ${passed.join(' / ')}`);
}

async function press(name: string, key: 'Enter' | 'Space'): Promise<void> {
  await reach(reader.phone.page, name);
  await reader.phone.page.keyboard.press(key);
}

const sees = (text: string) => reader.phone.page.locator('.taro_page:visible').last().getByText(text).first().waitFor();

describe('by keyboard alone', () => {
  it('a customer changes the tab of the page and of the app, opens a row, and goes back', async () => {
    reader = await Reader.signIn(browser, server.url, 'customer-chen');
    await reader.open(tabs.claims);
    await press('已用', 'Space');
    await sees('用过');
    await press('我的', 'Enter');
    await sees('会员号');
    await press('open-notices', 'Enter');
    await reader.phone.page.waitForURL(/notices/);
    await press('返回', 'Enter');
    await sees('会员号');
  });

  it('a customer turns a switch and turns it back', async () => {
    reader = await Reader.signIn(browser, server.url, 'customer-chen');
    await reader.open(memberPages.privacy);
    const turned = (on: boolean) => reader.phone.page.locator(`#switch-marketing[aria-checked="${on}"]`).waitFor();
    await turned(true);
    await press('switch-marketing', 'Space');
    await turned(false);
    await press('switch-marketing', 'Enter');
    await turned(true);
  });

  it('staff open a booth, and the sheet with the camera, and close it', async () => {
    reader = await Reader.signIn(browser, server.url, 'staff-sun');
    await reader.open(workPages.scan);
    const { page } = reader.phone;
    await press('scan', 'Enter');
    await page.getByRole('dialog').waitFor();
    await press('关闭', 'Space');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('scan', 'Space');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('scan');
  });

  it('a cashier opens the field for a typed code', async () => {
    reader = await Reader.signIn(browser, server.url, 'cashier-liu');
    await reader.open(workPages.redeem);
    await press('type-claim-code', 'Enter');
    await reader.phone.page.getByRole('dialog').waitFor();
  });

  it('a manager opens the own customers from the day', async () => {
    reader = await Reader.signIn(browser, server.url, 'manager-zhou');
    await reader.open(managerPages.today);
    await press('open-portfolio', 'Enter');
    await reader.phone.page.waitForURL(/manager\/portfolio/);
  });

  it('a head opens a tile of the workbench and goes back', async () => {
    reader = await Reader.signIn(browser, server.url, 'head-wang');
    await reader.open(workPages.home);
    await press('report', 'Enter');
    await reader.phone.page.waitForURL(/branch\/report/);
    await press('返回', 'Space');
    await reader.phone.page.waitForURL(/work\/home/);
  });
});
