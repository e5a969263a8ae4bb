import type { WxNode } from './nodes';
import type { Timers } from './timers';

/** WeChat takes 1 MB in one setData; a step of this product is over at the view in a moment on any phone. */
const MOST_SET_DATA_BYTES = 20 * 1024;

/** What the code of a page gives to `Page()`. */
export interface PageDefinition {
  data?: unknown;
  onLoad?: (query: Record<string, string>) => void;
  onShow?: () => void;
  onReady?: () => void;
  onHide?: () => void;
  onUnload?: () => void;
  [member: string]: unknown;
}

/** A page on the stack. */
export interface WxPage extends PageDefinition {
  route: string;
  options: Record<string, string>;
  data: { root?: WxNode };
  /** The handler that Taro binds everywhere. */
  eh: (event: object) => void;
}

/** One setData: how much went over to the view. */
export interface SentData {
  route: string;
  bytes: number;
}

/** Where a page tells what it did. */
export interface PageLog {
  sent: (data: SentData) => void;
  fault: (message: string) => void;
}

/** Makes a page out of its definition: data of its own, and a setData that sends JSON as WeChat does. */
export function makePage(
  definition: PageDefinition,
  route: string,
  options: Record<string, string>,
  timers: Timers,
  log: PageLog,
): WxPage {
  const page = Object.assign(Object.create(null), definition, {
    data: JSON.parse(JSON.stringify(definition.data ?? {})),
    route,
    __route__: route,
    is: route,
    options,
    selectComponent: () => null,
    setData: (change: Record<string, unknown>, done?: () => void) => {
      for (const [path, value] of Object.entries(change))
        if (value === undefined) log.fault(`setData: ${path} is undefined on ${route}`);
      const json = JSON.stringify(change, refuseFunctions);
      const bytes = Buffer.byteLength(json);
      log.sent({ route, bytes });
      if (bytes > MOST_SET_DATA_BYTES) log.fault(`setData of ${bytes} bytes on ${route}`);
      for (const [path, value] of Object.entries(JSON.parse(json) as object)) putAt(page.data, path, value);
      if (done) timers.setTimeout(() => done.call(page), 0);
    },
  }) as WxPage;
  return page;
}

function refuseFunctions(key: string, value: unknown): unknown {
  if (typeof value === 'function') throw new Error(`function in setData at ${key}`);
  return value;
}

/** Sets `root.cn.[0].v`-like paths, making what is missing on the way. */
function putAt(data: object, path: string, value: unknown): void {
  const steps = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const last = steps.pop();
  if (last === undefined) return;
  let at = data as Record<string, unknown>;
  steps.forEach((step, index) => {
    const next = steps[index + 1] ?? last;
    at[step] ??= /^\d+$/.test(next) ? [] : {};
    at = at[step] as Record<string, unknown>;
  });
  at[last] = value;
}
