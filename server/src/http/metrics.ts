import type { Middleware } from 'koa';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestState } from './actor';

export interface Metrics {
  registry: Registry;
  /** Measures and counts each request by route pattern and status. */
  middleware: Middleware<RequestState>;
  /** Registers a gauge that is read when the metrics are. */
  gauge: (name: string, help: string, read: () => Promise<number> | number) => void;
  counter: (name: string, help: string, labels?: string[]) => Counter;
}

async function readOr(read: () => Promise<number> | number): Promise<number> {
  try {
    return await read();
  } catch {
    return Number.NaN;
  }
}

/** Prometheus metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer a request, by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    registry,
    middleware: async (ctx, next) => {
      const from = process.hrtime.bigint();
      await next();
      const took = Number(process.hrtime.bigint() - from) / 1e9;
      seconds.observe({ method: ctx.method, route: ctx.state.route ?? 'none', status: String(ctx.status) }, took);
    },
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          // A figure that cannot be read must not hide all the others.
          this.set(await readOr(read));
        },
      });
    },
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: labels, registers: [registry] }),
  };
}
