import type { Timers } from './timers';

const RECT = { left: 0, top: 0, right: 375, bottom: 40, width: 375, height: 40, scrollTop: 0, scrollLeft: 0 };

type Listener = (result: unknown) => void;

/**
 * A selector query. Nothing is laid out here: every selected node answers with one fixed rectangle; `nodeOf` gives what
 * a query for the node itself hands over, where there is such a thing.
 */
export function selectorQuery(timers: Timers, nodeOf: (selector: string) => object | null): object {
  const asked: { listener: unknown; result: unknown }[] = [];
  const query: Record<string, unknown> = {
    in: () => query,
    exec: (done?: Listener) => {
      timers.setTimeout(() => {
        for (const { listener, result } of asked) if (typeof listener === 'function') (listener as Listener)(result);
        done?.(asked.map(({ result }) => result));
      }, 0);
      return query;
    },
  };
  const selected = (result: unknown) =>
    new Proxy(
      {},
      {
        get: () => (first: unknown, second: unknown) => {
          asked.push({ listener: typeof first === 'function' ? first : second, result });
          return query;
        },
      },
    );
  return Object.assign(query, {
    select: (selector: string) => {
      const node = nodeOf(selector);
      return selected(node ? { ...RECT, node } : RECT);
    },
    selectAll: () => selected([RECT, RECT]),
    selectViewport: () => selected(RECT),
  });
}
