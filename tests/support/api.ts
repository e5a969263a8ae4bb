import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route } from '@linzhang/shared/kernel/endpoint';
import type { ErrorCode } from '@linzhang/shared/kernel/errors';
import mongoose from 'mongoose';
import { createApp } from '../../server/src/app';
import { type Env, readEnv } from '../../server/src/config/env';
import { connect } from '../../server/src/db/connection';
import { migrations } from '../../server/src/db/migrations/list';
import { migrate } from '../../server/src/db/migrations/runner';
import { createMetrics } from '../../server/src/http/metrics';
import { createLogger } from '../../server/src/platform/logger';
import { createWechatClient, type WechatClient } from '../../server/src/platform/wechat/client';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from '../../server/src/platform/wechat/simulator/account';
import { type RunningSimulator, startWechatSimulator } from '../../server/src/platform/wechat/simulator/simulator';
import { TestClock } from './clock';

export interface Reply<T = unknown> {
  status: number;
  body: T;
  headers: Headers;
}

export interface ErrorBody {
  error: { code: ErrorCode; details?: Record<string, unknown>; traceId: string };
}

export interface CallOptions {
  token?: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** A file sent as it is, in the place of a JSON body. */
  file?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** Whatever calls endpoints: the app of this test, or a server process. */
export interface Caller {
  clock: { now: () => Date };
  /** Calls an endpoint by its route; path parameters are filled in and escaped. */
  call: <T = unknown>(route: Route, options?: CallOptions) => Promise<Reply<T>>;
}

/** Calls the server at an address, by its own clock. */
export function callerAt(url: string): Caller {
  return { clock: { now: () => new Date() }, call: (route, options) => callAt(url, route, options) };
}

/** The real app on a free port, on a database of its own, with the WeChat simulator as the outside world. */
export class TestApi {
  private constructor(
    readonly url: string,
    readonly env: Env,
    readonly clock: TestClock,
    readonly simulator: RunningSimulator,
    readonly wechat: WechatClient,
    private readonly server: Server,
    private readonly database: string,
  ) {}

  /** `log` takes what the app logs, which is silent otherwise. */
  static async start(
    overrides: Record<string, string> = {},
    log?: { write: (line: string) => void },
  ): Promise<TestApi> {
    const env = readEnv({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      RATE_PER_ACTOR: '100000',
      RATE_PER_ADDRESS: '100000',
      ...overrides,
    });
    const database = `test_${randomBytes(6).toString('hex')}`;
    await connect(withDatabase(process.env.TEST_MONGODB_URI ?? '', database));
    const logger = log ? createLogger('trace', log) : createLogger('silent');
    await migrate(migrations, logger);
    const clock = new TestClock();
    const simulator = await startWechatSimulator();
    const wechat = createWechatClient({
      baseUrl: simulator.url,
      appid: SIMULATOR_APPID,
      secret: SIMULATOR_SECRET,
      envVersion: 'develop',
      logger,
      now: clock.now,
    });
    const app = createApp({
      env,
      logger,
      clock,
      wechat,
      appid: SIMULATOR_APPID,
      metrics: createMetrics(),
      ready: () => true,
    });
    const server = createServer(app.callback());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new TestApi(url, env, clock, simulator, wechat, server, database);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
    await this.wechat.close();
    await this.simulator.stop();
    await mongoose.connection.getClient().db(this.database).dropDatabase();
    await mongoose.disconnect();
  }

  /** Calls an endpoint by its route; path parameters are filled in and escaped. */
  call<T = unknown>(route: Route, options: CallOptions = {}): Promise<Reply<T>> {
    return callAt(this.url, route, options);
  }
}

async function callAt<T>(url: string, route: Route, options: CallOptions = {}): Promise<Reply<T>> {
  const path = route.path.replace(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent(options.params?.[name] ?? ''),
  );
  const search = options.query ? `?${new URLSearchParams(options.query)}` : '';
  const response = await fetch(`${url}/api${path}${search}`, {
    method: route.method.toUpperCase(),
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.file === undefined ? {} : { body: options.file }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
}

/** The code of a refusal, or null where the call succeeded. */
export function codeOf(reply: Reply): ErrorCode | null {
  return (reply.body as Partial<ErrorBody> | null)?.error?.code ?? null;
}

/** A new retry key. */
export function requestId(): string {
  return randomUUID();
}

function withDatabase(uri: string, name: string): string {
  const parsed = new URL(uri);
  parsed.pathname = `/${name}`;
  return parsed.toString();
}
