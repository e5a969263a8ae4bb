import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoots, readAppJson } from './wxhost/appJson';
import { Callbacks, type WxOptions } from './wxhost/callbacks';
import { Pictures } from './wxhost/canvas';
import { Files, type PhoneFile } from './wxhost/files';
import { Modules } from './wxhost/modules';
import { Network } from './wxhost/network';
import { findNode, type Placed, placedNodes, textOf, type WxNode } from './wxhost/nodes';
import type { SentData } from './wxhost/page';
import { PageStack } from './wxhost/pageStack';
import { type LaunchOptions, platformApi, storageApi } from './wxhost/platform';
import { Privacy } from './wxhost/privacy';
import { type Call, recorded } from './wxhost/recorded';
import { PhoneScreen } from './wxhost/screen';
import { selectorQuery } from './wxhost/selectors';
import { Templates } from './wxhost/templates';
import { Timers } from './wxhost/timers';

const WAIT_MS = 15_000;
const POLL_MS = 20;

/** What the person and the phone are like. */
export interface HostOptions {
  /** Folder of the built weapp. */
  dist: string;
  /** Server that requests go to. */
  apiUrl: string;
  /** Code that `wx.login` gives. */
  loginCode: () => string;
  /** Code of the phone button; null where the person refuses. */
  phoneCode?: () => string | null;
  /** What the camera reads; null where the person goes back. */
  scanned?: () => string | null;
  /** What the person chooses from the chats; null where they go back. */
  chosen?: () => PhoneFile | null;
  /** What the app kept on this phone before. */
  storage?: ReadonlyMap<string, unknown>;
  /** Calls to replace or add. */
  wx?: Record<string, unknown>;
}

/**
 * Runs a built weapp in Node: the real app.js and pages in a context without DOM or eval, a stub `wx`, setData applied
 * and measured, events only where base.wxml binds them, bubbling as in WeChat. It does not lay out or paint.
 */
export class WxHost {
  readonly storage: Map<string, unknown>;
  /** Calls of `wx`, oldest first. */
  readonly calls: Call[] = [];
  readonly sentData: SentData[] = [];
  /** What the app wrote by console.error, and faults of its pages. */
  readonly errors: string[] = [];
  readonly privacy = new Privacy();
  readonly screen = new PhoneScreen();
  readonly network: Network;
  /** What was drawn on canvases, and kept in the album. */
  readonly pictures: Pictures;
  /** What was chosen, sent, written and shown. */
  readonly files: Files;
  private readonly timers = new Timers();
  private readonly callbacks = new Callbacks(this.timers);
  private readonly dist: string;
  private readonly templates: Templates;
  private readonly stack: PageStack;
  private readonly modules: Modules;
  private launchOptions: LaunchOptions = { path: '', query: {}, scene: 1001, referrerInfo: {} };
  private app: Record<string, ((options: LaunchOptions) => void) | undefined> = {};

  constructor(private readonly options: HostOptions) {
    this.dist = resolve(options.dist);
    this.storage = new Map(options.storage);
    this.network = new Network(options.apiUrl);
    this.pictures = new Pictures(this.timers);
    this.files = new Files(() => options.chosen?.() ?? null, this.privacy, this.network);
    const app = readAppJson(this.dist);
    this.templates = new Templates(this.dist);
    const log = { sent: (data: SentData) => this.sentData.push(data), fault: (text: string) => this.errors.push(text) };
    const { dist, callbacks, timers } = this;
    this.stack = new PageStack(() => ({ dist, app, modules: this.modules, callbacks, timers, log }));
    this.modules = new Modules(this.dist, packageRoots(app), this.globals());
  }

  /** Opens the app at a page. */
  async launch(path: string, query: Record<string, string> = {}, scene = 1001): Promise<void> {
    this.launchOptions = { path, query, scene, referrerInfo: {} };
    this.modules.load(join(this.dist, 'app.js'), null);
    this.app.onLaunch?.(this.launchOptions);
    this.app.onShow?.(this.launchOptions);
    this.stack.open(path, query);
    await this.settle();
  }

  /** Ends the app; nothing of it runs on. */
  close(): void {
    this.timers.close();
  }

  /** Route of the page in front. */
  get route(): string {
    return this.stack.top?.route ?? '';
  }

  /** The tree of the page in front. */
  get root(): WxNode | undefined {
    return this.stack.top?.data.root;
  }

  /** Everything written on the page in front. */
  get text(): string {
    return textOf(this.root);
  }

  /** Opens a page as a code or a link does while the app runs: all others are closed. */
  async reopen(route: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
    const search = new URLSearchParams(query).toString();
    (this.stack.api().reLaunch as (options: WxOptions) => void)({ url: `/${route}${search ? `?${search}` : ''}` });
    await this.settle();
  }

  /** Waits until the page in front shows a text, or a node for `#id` or `.class`. */
  async sees(what: string): Promise<void> {
    const selector = what.startsWith('#') || what.startsWith('.');
    await this.until(() => (selector ? findNode(this.root, what) !== null : this.text.includes(what)), what);
  }

  /** Waits until a condition holds; says what was shown where it does not. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const end = performance.now() + WAIT_MS;
    while (!holds()) {
      if (performance.now() > end)
        throw new Error(`never came: ${what}\non ${this.route}: ${this.text}\n${this.errors.join('\n')}`);
      await sleep(POLL_MS);
    }
  }

  /** Taps a node (`#id`, `.class` or its text): whatever WeChat does with that button, then the handlers, bubbling. */
  async tap(selector: string): Promise<void> {
    await this.until(() => findNode(this.root, selector) !== null, selector);
    const placed = this.get(selector);
    const button = [placed.node, ...placed.chain].find((node) => this.openTypeOf(node) !== '');
    const disabled = [placed.node, ...placed.chain].find((node) => this.templates.attribute(node, 'disabled') === true);
    if (disabled) throw new Error(`${selector} is disabled`);
    this.files.tapping = true;
    const heard = this.fire(placed, 'tap', { x: 0, y: 0 }) + (button ? await this.openType(button) : 0);
    this.files.tapping = false;
    if (heard === 0) throw new Error(`nothing listens to a tap on ${selector}`);
    await this.settle();
  }

  /** Types into a field. */
  async type(selector: string, value: string): Promise<void> {
    await this.until(() => findNode(this.root, selector) !== null, selector);
    if (this.fire(this.get(selector), 'input', { value, cursor: value.length }, false) === 0)
      throw new Error(`nothing listens to what is typed into ${selector}`);
    await this.settle();
  }

  /** Turns the wheel with this id, or the one below it, to a word of its list, a day (`2026-11-28`) or a clock (`09:00`). */
  async turn(selector: string, mode: 'selector' | 'date' | 'time', wanted: string): Promise<void> {
    await this.until(() => findNode(this.root, selector) !== null, selector);
    const isWheel = ({ node }: Placed) =>
      this.templates.listens(node, 'change') && (this.templates.attribute(node, 'mode') ?? 'selector') === mode;
    const wheel = [...placedNodes(this.get(selector).node)].find(isWheel);
    if (!wheel) throw new Error(`no wheel of kind ${mode} at ${selector}`);
    if (this.templates.attribute(wheel.node, 'disabled') === true) throw new Error(`${selector} is disabled`);
    const range = mode === 'selector' ? ((this.templates.attribute(wheel.node, 'range') ?? []) as string[]) : null;
    const value = range ? range.indexOf(wanted) : wanted;
    if (value === -1) throw new Error(`${selector} has no ${wanted}, only ${range?.join(' / ')}`);
    this.fire(wheel, 'change', { value }, false);
    await this.settle();
  }

  /** Where an image below a node comes from; empty where there is none. */
  imageIn(selector: string): string {
    const sources = [...placedNodes(findNode(this.root, selector)?.node)].map(({ node }) =>
      this.templates.attribute(node, 'src'),
    );
    return String(sources.find((src) => typeof src === 'string') ?? '');
  }

  private canvasOf(selector: string): object | null {
    const node = findNode(this.root, selector)?.node;
    return node && this.templates.attribute(node, 'canvas-id') !== undefined ? this.pictures.canvasOf(node) : null;
  }

  private get(selector: string): Placed {
    const placed = findNode(this.root, selector);
    if (!placed) throw new Error(`no node ${selector} on ${this.route}`);
    return placed;
  }

  private openTypeOf(node: WxNode): string {
    const value = this.templates.attribute(node, 'open-type');
    return typeof value === 'string' ? value : '';
  }

  /** What WeChat does itself with a tap on a button, and the event it then sends. */
  private async openType(button: WxNode): Promise<number> {
    const placed = { node: button, chain: [] };
    const type = this.openTypeOf(button);
    if (type === 'agreePrivacyAuthorization') {
      this.privacy.tapAgree(button.uid ?? '');
      return 1 + this.fire(placed, 'agreeprivacyauthorization', {}, false);
    }
    if (type !== 'getPhoneNumber') return 0;
    void this.privacy.allow('getPhoneNumber').then((allowed) => {
      const code = allowed ? (this.options.phoneCode?.() ?? null) : null;
      const detail =
        code === null ? { errMsg: 'getPhoneNumber:fail user deny' } : { errMsg: 'getPhoneNumber:ok', code };
      this.fire(placed, 'getphonenumber', detail, false);
    });
    return 1;
  }

  private fire({ node, chain }: Placed, type: string, detail: object, bubbles = true): number {
    const page = this.stack.top;
    const targetOf = (each: WxNode) => ({
      id: each.uid ?? each.sid,
      dataset: { sid: each.sid },
      offsetLeft: 0,
      offsetTop: 0,
    });
    const heard = (bubbles ? [node, ...chain] : [node]).filter((each) => this.templates.listens(each, type));
    for (const each of heard)
      page?.eh({
        type,
        timeStamp: performance.now(),
        target: targetOf(node),
        currentTarget: targetOf(each),
        detail,
        touches: [],
        changedTouches: [],
        mark: {},
      });
    return heard.length;
  }

  /** Lets timers and pending work of the app run. */
  private async settle(): Promise<void> {
    for (let i = 0; i < 3; i += 1) await sleep(10);
  }

  private globals(): Record<string, unknown> {
    const { timers } = this;
    const define = this.stack.define;
    return {
      wx: this.wxApi(),
      console: {
        log: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        debug: () => undefined,
        error: (...given: unknown[]) =>
          this.errors.push(given.map((each) => (each as Error)?.stack ?? String(each)).join(' ')),
      },
      setTimeout: timers.setTimeout,
      setInterval: timers.setInterval,
      clearTimeout: timers.clear,
      clearInterval: timers.clear,
      getApp: () => this.app,
      getCurrentPages: () => [...this.stack.pages],
      App: (config: typeof this.app) => {
        this.app = config;
      },
      Page: define,
      Component: define,
      Behavior: (config: unknown) => config,
      requirePlugin: () => ({}),
    };
  }

  /** A plain object of recorded calls: Taro copies the keys of `wx`. */
  private wxApi(): Record<string, unknown> {
    const { callbacks } = this;
    const api: Record<string, unknown> = {
      ...platformApi(callbacks, this.timers, () => this.launchOptions),
      ...storageApi(callbacks, this.storage),
      ...this.network.api(callbacks),
      ...this.screen.api(callbacks),
      ...this.pictures.api(callbacks),
      ...this.files.api(callbacks),
      createSelectorQuery: () => selectorQuery(this.timers, (selector) => this.canvasOf(selector)),
      ...this.privacy.api(callbacks),
      ...this.stack.api(),
      login: (given?: WxOptions) => callbacks.succeed('login', given, { code: this.options.loginCode() }),
      scanCode: (given?: WxOptions) => {
        const result = this.options.scanned?.() ?? null;
        return result === null
          ? callbacks.refuse('scanCode', given, 'cancel')
          : callbacks.succeed('scanCode', given, { result });
      },
      ...this.options.wx,
    };
    return recorded(api, this.calls);
  }
}
