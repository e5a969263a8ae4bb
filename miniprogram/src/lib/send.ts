import type { Route } from '@linzhang/shared/kernel/endpoint';
import type { ErrorCode } from '@linzhang/shared/kernel/errors';
import Taro from '@tarojs/taro';
import { ApiError } from './apiError';

/** Longer than the server's own limit for most work, shorter than a person's patience. */
const TIMEOUT_MS = 15_000;

export interface CallInput {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** The address of a call with its parameters. Throws where one is empty: that would be the address of something else. */
export function urlOf(route: Route, input: CallInput): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(input.params?.[name] ?? '');
    if (value === '') throw new ApiError('not_found');
    return encodeURIComponent(value);
  });
  const query = Object.entries(input.query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `${API_BASE}/api${path}${query ? `?${query}` : ''}`;
}

function parse(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Refusal {
  error: { code: string; details?: Record<string, unknown>; traceId?: string };
}

function isRefusal(body: unknown): body is Refusal {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object';
}

/** Codes of a newer server are passed on: what has no words of its own is told as a fault. */
const CODE = /^[a-z][a-z0-9_]{2,60}$/;

function refusalOf(status: number, body: unknown, traceId: string): ApiError {
  if (isRefusal(body)) {
    const { code, details, traceId: sent } = body.error;
    return new ApiError(CODE.test(code) ? (code as ErrorCode) : 'internal', details, sent ?? traceId);
  }
  return new ApiError(status === 502 || status === 503 || status === 504 ? 'unavailable' : 'internal', {}, traceId);
}

/** One HTTP call: the answer's body, or an ApiError. */
export async function send(route: Route, input: CallInput, token: string | null, traceId: string): Promise<unknown> {
  const header: Record<string, string> = { 'X-Request-Id': traceId };
  if (token) header['Authorization'] = `Bearer ${token}`;
  if (input.body !== undefined) header['Content-Type'] = 'application/json';
  const options = {
    url: urlOf(route, input),
    method: route.method.toUpperCase() as 'GET',
    header,
    data: input.body === undefined ? undefined : JSON.stringify(input.body),
    dataType: 'text',
    timeout: TIMEOUT_MS,
  };
  const reply = await Taro.request<unknown>(options).catch((error: { errMsg?: string }) => {
    throw new ApiError(/time-?out|abort/i.test(error.errMsg ?? String(error)) ? 'no_answer' : 'offline', {}, traceId);
  });
  return answerOf(reply.statusCode, reply.data, traceId);
}

/** What the server said: the body of an answer, or an ApiError. */
export function answerOf(status: number, data: unknown, traceId: string): unknown {
  const body = parse(data);
  if (status >= 200 && status < 300) return body;
  throw refusalOf(status, body, traceId);
}
