import { join, posix } from 'node:path';
import { type AppJson, allRoutes, tabRoutes } from './appJson';
import type { Callbacks, WxOptions } from './callbacks';
import type { Modules } from './modules';
import { makePage, type PageDefinition, type PageLog, type WxPage } from './page';
import type { Timers } from './timers';

const MOST_PAGES = 10;
const NAVIGATIONS = ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack'] as const;
type Navigation = (typeof NAVIGATIONS)[number];

interface StackParts {
  dist: string;
  app: AppJson;
  modules: Modules;
  callbacks: Callbacks;
  timers: Timers;
  log: PageLog;
}

/** The pages that are open, and WeChat's rules for going from one to another. */
export class PageStack {
  readonly pages: WxPage[] = [];
  private readonly definitions = new Map<string, PageDefinition>();
  private loading: string | null = null;

  constructor(private readonly parts: () => StackParts) {}

  /** What `Page()` and `Component()` call while a page's file runs. */
  readonly define = (definition: PageDefinition): void => {
    if (this.loading !== null) this.definitions.set(this.loading, definition);
  };

  /** The page in front. */
  get top(): WxPage | undefined {
    return this.pages.at(-1);
  }

  api(): Record<string, unknown> {
    return Object.fromEntries(
      NAVIGATIONS.map((name) => [name, (options: WxOptions = {}) => this.navigate(name, options)]),
    );
  }

  /** Opens a page on top of the others. */
  open(route: string, query: Record<string, string>): void {
    const { timers, log } = this.parts();
    const page = makePage(this.definitionOf(route), route, query, timers, log);
    this.pages.push(page);
    page.onLoad?.call(page, query);
    page.onShow?.call(page);
    timers.setTimeout(() => page.onReady?.call(page), 0);
  }

  private definitionOf(route: string): PageDefinition {
    if (!this.definitions.has(route)) {
      const { dist, modules } = this.parts();
      this.loading = route;
      modules.load(join(dist, route), route);
      this.loading = null;
    }
    const definition = this.definitions.get(route);
    if (!definition) throw new Error(`Page() was not called by ${route}`);
    return definition;
  }

  private navigate(name: Navigation, options: WxOptions): object {
    const { callbacks, log } = this.parts();
    try {
      const refusal =
        name === 'navigateBack' ? this.back(Number(options.delta ?? 1)) : this.go(name, String(options.url));
      return refusal ? callbacks.refuse(name, options, refusal) : callbacks.succeed(name, options);
    } catch (error) {
      log.fault((error as Error).stack ?? String(error));
      return callbacks.refuse(name, options, (error as Error).message);
    }
  }

  private back(delta: number): null {
    const count = Math.min(delta, this.pages.length - 1);
    for (let i = 0; i < count; i += 1) this.close(this.pages.pop());
    if (count > 0) this.top?.onShow?.call(this.top);
    return null;
  }

  private go(name: Exclude<Navigation, 'navigateBack'>, url: string): string | null {
    const [path = '', search = ''] = url.split('?');
    const route = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(this.top?.route ?? ''), path);
    const refusal = this.refusalOf(name, route);
    if (refusal) return refusal;
    if (name === 'navigateTo') this.top?.onHide?.call(this.top);
    else if (name === 'redirectTo') this.close(this.pages.pop());
    else for (const page of this.pages.splice(0).reverse()) this.close(page);
    this.open(route, queryOf(search));
    return null;
  }

  private refusalOf(name: Navigation, route: string): string | null {
    const { app } = this.parts();
    const isTab = tabRoutes(app).includes(route);
    if (!allRoutes(app).includes(route)) return `page "${route}" is not found`;
    if (name === 'navigateTo' && isTab) return 'can not navigateTo a tabbar page';
    if (name === 'switchTab' && !isTab) return 'can not switch to no-tabBar page';
    return name === 'navigateTo' && this.pages.length >= MOST_PAGES ? 'webview count limit exceed' : null;
  }

  private close(page: WxPage | undefined): void {
    page?.onUnload?.call(page);
  }
}

/** The parameters of a URL; WeChat hands them to onLoad undecoded. */
function queryOf(search: string): Record<string, string> {
  const pairs = search.split('&').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
