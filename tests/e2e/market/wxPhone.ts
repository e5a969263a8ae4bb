import { WxHost } from '../wxHost';
import { findNode, textOf } from '../wxhost/nodes';
import type { Phone } from './phone';

/** WeChat takes 1 MB in one setData; a page here never needs a tenth of it. */
const MOST_SET_DATA_BYTES = 100_000;

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
    const { errors, sentData } = this.app;
    this.app.close();
    const large = sentData.filter(({ bytes }) => bytes >= MOST_SET_DATA_BYTES);
    const faults = [...errors, ...large.map(({ route, bytes }) => `setData of ${bytes} bytes on ${route}`)];
    if (faults.length > 0) throw new Error(`faults in the app:\n${faults.join('\n')}`);
  }
}
