import type { Browser } from 'playwright-core';
import { openPhone, type PhoneLooks, type PhonePage } from '../support/browser';
import { type Ask, VISITS } from './visits';

const SIGNED_IN_MS = 30_000;
/** The skeleton stands as long as something is read. */
const SKELETON = '.taro_page:last-child [class*="Skeleton_"]';
const CONTENT = '[class*="Screen_content"]';
const SETTLED_MS = 250;
const NEWS_MS = 2_000;

/** One of the people of the demo at the pages of h5. */
export class Reader {
  private constructor(
    readonly phone: PhonePage,
    private readonly url: string,
  ) {}

  /** A phone on which the demo was opened for the first time. */
  static async open(browser: Browser, url: string, looks: PhoneLooks = {}): Promise<Reader> {
    return new Reader(await openPhone(browser, `${url}/`, looks), url);
  }

  /** The same, signed in. */
  static async signIn(browser: Browser, url: string, persona: string, looks: PhoneLooks = {}): Promise<Reader> {
    const reader = await Reader.open(browser, url, looks);
    await reader.enterAs(persona);
    return reader;
  }

  /** Signs in as one of the demo's people. */
  async enterAs(persona: string): Promise<void> {
    const { page } = this.phone;
    await page.getByText('去登录').first().tap();
    await page.locator(`#persona-${persona}`).tap();
    await page.getByText('选择一个身份进入演示').waitFor({ state: 'detached', timeout: SIGNED_IN_MS });
    await this.settle();
  }

  /** Opens a page by its address, with what its visit says. */
  async open(route: string): Promise<void> {
    const address = await this.addressOf(route);
    await this.phone.page.goto('about:blank');
    await this.phone.page.goto(address);
    await this.settle();
  }

  /** Goes to a page of the app that is open. */
  async go(route: string): Promise<void> {
    await this.phone.page.goto(await this.addressOf(route));
    await this.settle();
  }

  private async addressOf(route: string): Promise<string> {
    const query = (await VISITS[route]?.query?.(this.ask)) ?? {};
    const search = new URLSearchParams(query).toString();
    return `${this.url}/#/${route}${search ? `?${search}` : ''}`;
  }

  /** Taps a tab by its name. */
  async tapTab(name: string): Promise<void> {
    await this.phone.page.locator('taro-tabbar').getByText(name, { exact: true }).tap();
    await this.settle();
  }

  /** Reads the API with the session of this phone. */
  readonly ask: Ask = async <T>(path: string): Promise<T> => {
    const kept = await this.phone.page.evaluate(() => localStorage.getItem('lz.session.token'));
    const token = JSON.parse((JSON.parse(kept ?? '{}') as { data: string }).data) as string;
    const answer = await fetch(`${this.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };

  close(): Promise<void> {
    return this.phone.context.close();
  }

  /** Waits until all of the page in front is there. */
  private async settle(): Promise<void> {
    const { page } = this.phone;
    await page.locator(`.taro_page:visible ${CONTENT}`).last().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    // Some pages go on asking for news for as long as they are open.
    await page.waitForLoadState('networkidle', { timeout: NEWS_MS }).catch(() => undefined);
    await page.waitForFunction((skeleton) => !document.querySelector(skeleton), SKELETON);
    await page.waitForTimeout(SETTLED_MS);
  }
}
