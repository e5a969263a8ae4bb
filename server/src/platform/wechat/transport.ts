import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { NO_ANSWER, WechatError } from './errors';

export interface WechatRequest {
  /** Name of the call in errors and logs; queries hold secrets and are never named. */
  call: string;
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string>;
  body?: unknown;
}

export interface WechatAnswer {
  contentType: string;
  bytes: Buffer;
}

const TIMEOUT_MS = 5_000;
/** Waits before the second and third try of a call that was answered with "busy". */
const BUSY_DELAYS_MS = [100, 400];

/** HTTP to the platform: pooled connections, a time limit, retries while it says it is busy. */
export class WechatTransport {
  private readonly pool: Pool;
  private readonly prefix: string;

  constructor(baseUrl: string) {
    const url = new URL(baseUrl);
    this.pool = new Pool(url.origin, {
      connections: 64,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connectTimeout: TIMEOUT_MS,
    });
    this.prefix = url.pathname.replace(/\/$/, '');
  }

  /** The raw answer; throws WechatError for an errcode other than 0, and for no answer. */
  async send(request: WechatRequest): Promise<WechatAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.sendOnce(request);
      } catch (error) {
        const delay = BUSY_DELAYS_MS[attempt];
        if (!(error instanceof WechatError) || error.fault !== 'busy' || delay === undefined) throw error;
        await sleep(delay);
      }
    }
  }

  /** The answer as JSON. */
  async sendJson<T>(request: WechatRequest): Promise<T> {
    const answer = await this.send(request);
    return parseJson(request.call, answer.bytes) as T;
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  private async sendOnce(request: WechatRequest): Promise<WechatAnswer> {
    const answer = await this.exchange(request);
    if (answer.contentType.includes('json') || answer.contentType.includes('text')) {
      const parsed = parseJson(request.call, answer.bytes);
      const { errcode, errmsg } = parsed as { errcode?: number; errmsg?: string };
      if (errcode) throw new WechatError(request.call, errcode, errmsg ?? '');
    }
    return answer;
  }

  private async exchange({ call, method, path, query, body }: WechatRequest): Promise<WechatAnswer> {
    const search = query ? `?${new URLSearchParams(query)}` : '';
    try {
      const response = await this.pool.request({
        method,
        path: `${this.prefix}/${path}${search}`,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const bytes = Buffer.from(await response.body.arrayBuffer());
      if (response.statusCode >= 500) throw new WechatError(call, NO_ANSWER, `status ${response.statusCode}`);
      return { contentType: String(response.headers['content-type'] ?? ''), bytes };
    } catch (error) {
      if (error instanceof WechatError) throw error;
      throw new WechatError(call, NO_ANSWER, error instanceof Error ? error.name : 'no answer');
    }
  }
}

function parseJson(call: string, bytes: Buffer): object {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Falls through: the platform's proxies answer with HTML now and then.
  }
  throw new WechatError(call, NO_ANSWER, 'not JSON');
}
