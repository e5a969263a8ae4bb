import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { openPhone, type PhonePage } from '../support/browser';
import type { PhoneFile } from '../wxhost/files';
import type { Phone } from './phone';

const PATIENCE_MS = 15_000;
/** What the browser itself writes to the console about each request without network. */
const WITHOUT_NETWORK = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/;

/** The h5 on a phone of 375 x 812 points. */
export class BrowserPhone implements Phone {
  private wasOffline = false;
  private readonly url: string;

  private constructor(
    private readonly phone: PhonePage,
    url: string,
  ) {
    this.url = url;
    phone.page.setDefaultTimeout(PATIENCE_MS);
  }

  /** A phone of somebody who opens the product for the first time. */
  static async open(browser: Browser, url: string): Promise<BrowserPhone> {
    return new BrowserPhone(await openPhone(browser, `${url}/`), url);
  }

  /** Signs in as one of the people of the demo, from any page that offers it. */
  async signIn(persona: string): Promise<void> {
    await this.tap('去登录');
    await this.tap(`#persona-${persona}`);
    await this.misses('选择一个身份进入演示');
  }

  async open(route: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
    const search = new URLSearchParams(query).toString();
    await this.phone.page.goto(`${this.url}/#/${route}${search ? `?${search}` : ''}`);
    await this.phone.page.reload();
  }

  async tap(what: string): Promise<void> {
    await this.find(what).last().tap();
  }

  async tapFirst(text: string): Promise<void> {
    await this.find(text).first().tap();
  }

  async type(field: string, text: string): Promise<void> {
    await this.find(field).locator('input, textarea').fill(text);
  }

  async pick(field: string, option: string): Promise<void> {
    const list = this.find(field);
    await list.getByRole('button').first().tap();
    await list.getByRole('dialog').getByText(option, { exact: true }).tap();
    await list.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async setMoment(field: string, moment: string): Promise<void> {
    await this.type(field, moment);
  }

  async scan(opener: string, code: string): Promise<void> {
    await this.tap(opener);
    await this.type('#scan-text', code);
    await this.tap('#use-scan-text');
  }

  async chooseFile(opener: string, { name, bytes }: PhoneFile): Promise<void> {
    const [chooser] = await Promise.all([this.phone.page.waitForEvent('filechooser'), this.tap(opener)]);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  }

  async download(opener: string): Promise<PhoneFile> {
    const [download] = await Promise.all([this.phone.page.waitForEvent('download'), this.tap(opener)]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Uint8Array);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }

  async provePhone(number: string): Promise<void> {
    await this.type('#demo-phone', number);
    await this.tap('#bind-phone');
  }

  async sees(what: string): Promise<void> {
    const found = what.startsWith('#') ? this.find(what) : this.front.getByText(what);
    await found.filter({ visible: true }).first().waitFor();
    await this.fits();
  }

  async misses(what: string): Promise<void> {
    const found = what.startsWith('#') ? this.find(what) : this.front.getByText(what);
    await found.filter({ visible: true }).first().waitFor({ state: 'detached' });
  }

  async read(node?: string): Promise<string> {
    const text = await (node ? this.find(node) : this.front).last().innerText();
    return text.replace(/\u00a0/g, ' ');
  }

  async picture(node: string): Promise<string> {
    return (await this.find(node).locator('img').first().getAttribute('src')) ?? '';
  }

  async kept(key: string): Promise<unknown> {
    const text = await this.phone.page.evaluate((name) => localStorage.getItem(name), `lz.${key}`);
    const outer: unknown = text === null ? null : JSON.parse(text);
    const inner = outer === null ? null : (outer as { data: string }).data;
    return inner === null ? null : JSON.parse(inner);
  }

  async setOnline(online: boolean): Promise<void> {
    this.wasOffline ||= !online;
    await this.phone.context.setOffline(!online);
  }

  async shoot(name: string): Promise<void> {
    const folder = process.env['E2E_SHOTS'];
    if (!folder) return;
    await this.phone.page.waitForTimeout(400);
    await this.phone.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }

  async close(): Promise<void> {
    await this.phone.context.close();
    const faults = this.phone.faults.filter((fault) => !(this.wasOffline && WITHOUT_NETWORK.test(fault)));
    if (faults.length > 0) throw new Error(`faults on the page:\n${faults.join('\n')}`);
  }

  /** Pages below the one in front are still in the document. */
  private get front(): Locator {
    return this.phone.page.locator('.taro_page:visible').last();
  }

  private find(what: string): Locator {
    const found = what.startsWith('#') ? this.front.locator(what) : this.front.getByText(what, { exact: true });
    return found.filter({ visible: true });
  }

  /** No page is ever wider than the phone. */
  private async fits(): Promise<void> {
    const width = await this.front.evaluate((page) => page.scrollWidth);
    if (width > 375) throw new Error(`the page is ${width} wide: ${this.phone.page.url()}`);
  }
}
