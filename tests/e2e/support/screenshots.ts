/**
 * Takes the pictures of the README: the h5 of the demo in a real browser, each persona on the pages that tell the main
 * job. Usage: `npm run screenshots [-- FOLDER]`, FOLDER by default docs/screenshots.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freshBuild } from '../../../scripts/miniprogram/freshBuild';
import { launchBrowser } from './browser';
import { ServerProcess } from './serverProcess';

const PHONE = { width: 375, height: 812 };
/** What is drawn by then stays: pictures have loaded, a sheet has opened. */
const SETTLED_MS = 1_500;
/** The first start makes the demo's branch. */
const DEMO_MS = 180_000;

interface Picture {
  name: string;
  page: string;
  /** Tapped in order before the picture: ids and texts. */
  taps?: readonly string[];
}

/** Who sees what; the order is that of the main job. */
const TOUR: Readonly<Record<string, readonly Picture[]>> = {
  'customer-chen': [
    { name: 'customer-groups', page: 'pages/tabs/groups/index' },
    { name: 'customer-stamps', page: 'pages/tabs/stamps/index' },
    { name: 'customer-claims', page: 'pages/tabs/claims/index' },
    { name: 'customer-tier', page: 'pages/members/tier/index' },
  ],
  'staff-sun': [{ name: 'staff-shift', page: 'pages/work/shift/index' }],
  'cashier-liu': [{ name: 'cashier-redeem', page: 'pages/work/redeem/index' }],
  'manager-zhou': [
    { name: 'manager-today', page: 'pages/manager/today/index' },
    { name: 'manager-portfolio', page: 'pages/manager/portfolio/index' },
    { name: 'manager-scorecard', page: 'pages/manager/scorecard/index' },
  ],
  'head-wang': [
    { name: 'head-overview', page: 'pages/branch/overview/index' },
    { name: 'head-report', page: 'pages/branch/report/index' },
    { name: 'head-inbox', page: 'pages/work/inbox/index' },
  ],
};

async function takeAll(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pages = await freshBuild({ target: 'h5', personas: true }, (line) => console.log(line));
  const server = await ServerProcess.start({ H5_DIR: pages, DEMO_DATA: '1' }, DEMO_MS);
  const browser = await launchBrowser();
  try {
    for (const [persona, pictures] of Object.entries(TOUR))
      await takeAs(browser, server.url, persona, pictures, folder);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function takeAs(
  browser: Browser,
  url: string,
  persona: string,
  pictures: readonly Picture[],
  folder: string,
): Promise<void> {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${url}/`);
  await page.getByText('去登录').first().tap();
  await page.locator(`#persona-${persona}`).tap();
  await page.getByText('选择一个身份进入演示').waitFor({ state: 'detached' });
  for (const picture of pictures) await take(page, url, picture, folder);
  await context.close();
}

async function take(page: Page, url: string, { name, page: route, taps = [] }: Picture, folder: string): Promise<void> {
  await page.goto(`${url}/#/${route}`);
  await page.reload();
  await page.waitForTimeout(SETTLED_MS);
  for (const what of taps) {
    await (what.startsWith('#') ? page.locator(what) : page.getByText(what, { exact: true })).last().tap();
    await page.waitForTimeout(SETTLED_MS);
  }
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`${name}.png`);
}

takeAll(resolve(process.argv[2] ?? join(__dirname, '..', '..', '..', 'docs', 'screenshots'))).catch(
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
