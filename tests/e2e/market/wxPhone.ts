import { WxHost } from '../wxHost';
import type { PhoneFile } from '../wxhost/files';
import { findNode, textOf } from '../wxhost/nodes';
import type { Phone } from './phone';

/** What stands above the terms where WeChat wants them agreed to first. */
const ASKS_FIRST = '使用前请您阅读';

/** What stands on the button that sends on a file which WeChat cannot show. */
const PASS_ON = '文件好了，发到聊天';

interface WxPhoneOptions {
  dist: string;
  apiUrl: string;
  /** Account in the WeChat simulator. */
  person: string;
}

/** The built weapp on the phone of one person. */
export class WxPhone implements Phone {
  readonly app: WxHost;
  private held: string | null = null;
  private number: string | null = null;
  private toChoose: PhoneFile | null = null;
  private launched = false;

  constructor({ dist, apiUrl, person }: WxPhoneOptions) {
    let logins = 0;
    this.app = new WxHost({
      dist,
      apiUrl,
      loginCode: () => {
        logins += 1;
        return `sim:${person}#${logins}`;
      },
      scanned: () => this.held,
      phoneCode: () => (this.number === null ? null : `sim:${this.number}`),
      chosen: () => {
        const file = this.toChoose;
        this.toChoose = null;
        return file;
      },
    });
  }

  async open(route: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.launched) await this.app.reopen(route, query);
    else await this.app.launch(route, { ...query });
    this.launched = true;
  }

  tap(what: string): Promise<void> {
    return this.app.tap(what);
  }

  tapFirst(text: string): Promise<void> {
    return this.app.tap(text);
  }

  type(field: string, text: string): Promise<void> {
    return this.app.type(field, text);
  }

  pick(field: string, option: string): Promise<void> {
    return this.app.turn(field, 'selector', option);
  }

  async setMoment(field: string, moment: string): Promise<void> {
    const [day = '', clock = ''] = moment.split('T');
    await this.app.turn(field, 'date', day);
    await this.app.turn(field, 'time', clock);
  }

  async scan(opener: string, code: string): Promise<void> {
    this.held = code;
    await this.app.tap(opener);
    this.held = null;
  }

  async chooseFile(opener: string, file: PhoneFile): Promise<void> {
    this.toChoose = file;
    await this.app.tap(opener);
    const chosen = () => this.toChoose === null;
    await this.app.until(() => chosen() || this.app.text.includes(ASKS_FIRST), `the choice of ${file.name}`);
    // WeChat asks once on each phone before an app may look at files.
    if (!chosen()) await this.app.tap('#agree-privacy');
    await this.app.until(chosen, `the choice of ${file.name}`);
  }

  async download(opener: string): Promise<PhoneFile> {
    const { given } = this.app.files;
    const before = given.length;
    await this.app.tap(opener);
    await this.app.until(() => given.length > before || this.app.text.includes(PASS_ON), `a file by ${opener}`);
    if (given.length === before) await this.app.tap(PASS_ON);
    const file = given.at(-1);
    if (!file || given.length === before) throw new Error(`${opener} gave no file`);
    return file;
  }

  async provePhone(number: string): Promise<void> {
    this.number = number;
    await this.app.tap('#wechat-phone');
  }

  sees(what: string): Promise<void> {
    return this.app.sees(what);
  }

  misses(what: string): Promise<void> {
    const { app } = this;
    const shows = () => (what.startsWith('#') ? findNode(app.root, what) !== null : app.text.includes(what));
    return app.until(() => !shows(), `the end of ${what}`);
  }

  async read(node?: string): Promise<string> {
    return node ? textOf(findNode(this.app.root, node)?.node) : this.app.text;
  }

  async picture(node: string): Promise<string> {
    return this.app.imageIn(node);
  }

  async kept(key: string): Promise<unknown> {
    const text = this.app.storage.get(`lz.${key}`);
    return typeof text === 'string' ? JSON.parse(text) : null;
  }

  async setOnline(online: boolean): Promise<void> {
    this.app.network.setOnline(online);
  }

  /** Nothing is painted here. */
  async shoot(): Promise<void> {}

  async close(): Promise<void> {
    const { errors } = this.app;
    this.app.close();
    if (errors.length > 0) throw new Error(`faults in the app:\n${errors.join('\n')}`);
  }
}
