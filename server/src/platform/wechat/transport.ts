import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { z } from 'zod';
import { NO_ANSWER, WechatError } from './errors';

export interface WechatRequest {
  /** Name of the call in errors and logs; queries hold secrets and are never named. */
  call: string;
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string>;
  body?: unknown;
}

interface WechatAnswer {
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

  /** The answer's bytes, for calls that give an image; throws WechatError for an errcode other than 0, and for no answer. */
  async sendForBytes(request: WechatRequest): Promise<Buffer> {
    return this.patiently(async () => {
      const answer = await this.exchange(request);
      if (isText(answer.contentType)) refuseErrcode(request.call, parseJson(request.call, answer.bytes));
      return answer.bytes;
    });
  }

  /** The answer as JSON of the given shape; another shape is no answer. Throws as `sendForBytes` does. */
  async sendJson<T>(request: WechatRequest, shape: z.ZodType<T>): Promise<T> {
    return this.patiently(async () => {
      const parsed = parseJson(request.call, (await this.exchange(request)).bytes);
      refuseErrcode(request.call, parsed);
      const answer = shape.safeParse(parsed);
      if (!answer.success) throw new WechatError(request.call, NO_ANSWER, 'an answer of another shape');
      return answer.data;
    });
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  private async patiently<T>(send: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        const delay = BUSY_DELAYS_MS[attempt];
        if (!(error instanceof WechatError) || error.fault !== 'busy' || delay === undefined) throw error;
        await sleep(delay);
      }
    }
  }

  private exchange({ call, method, path, query, body }: WechatRequest): Promise<WechatAnswer> {
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_HEADERS };
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let status = 0;
      let contentType = '';
      const fail = (why: string) => reject(new WechatError(call, NO_ANSWER, why));
      // By the dispatcher itself: an answer of a few hundred bytes needs no stream.
      this.pool.dispatch(
        { method, path: `${this.prefix}/${path}${search}`, ...content },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, statusCode, headers) => {
            status = statusCode;
            contentType = String(headers['content-type'] ?? '');
          },
          onResponseData: (_controller, chunk) => chunks.push(chunk),
          onResponseEnd: () => {
            if (status >= 400) fail(`status ${status}`);
            else resolve({ contentType, bytes: Buffer.concat(chunks) });
          },
          onResponseError: (_controller, error) => fail(error.name),
        },
      );
    });
  }
}

const JSON_HEADERS = { 'content-type': 'application/json' };

function isText(contentType: string): boolean {
  return contentType.includes('json') || contentType.includes('text');
}

function refuseErrcode(call: string, answer: object): void {
  const { errcode, errmsg } = answer as { errcode?: number; errmsg?: string };
  if (errcode) throw new WechatError(call, errcode, errmsg ?? '');
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
