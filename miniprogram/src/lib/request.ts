import type { ContractShape, ResponseBody } from '@linzhang/shared/kernel/contract';
import type { Route } from '@linzhang/shared/kernel/endpoint';
import { ApiError, type FailureCode } from './apiError';
import { newTraceId } from './requestId';
import { type CallInput, send } from './send';
import { currentToken, renewToken, requireToken } from './session';

type In<T> = T extends { _zod: { input: infer I } } ? I : undefined;
type Part<C, K extends 'params' | 'query' | 'body'> = C extends { readonly [k in K]: infer T }
  ? { readonly [k in K]: In<T> }
  : unknown;
/** What a call of the contract `C` sends. */
export type Input<C extends ContractShape> = Part<C, 'params'> & Part<C, 'query'> & Part<C, 'body'>;
type Arguments<C extends ContractShape> = unknown extends Input<C> ? [] : [input: Input<C>];

/** Waits before the second and the third try of a reading call. */
const RETRY_DELAYS_MS = [400, 1200];
const WORTH_RETRYING: readonly FailureCode[] = ['offline', 'no_answer', 'unavailable', 'timed_out'];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms * (0.75 + Math.random() / 2)));

/** Sends; a reading call that met a passing fault is sent again, others never by themselves. */
async function sendWithRetries(
  route: Route,
  input: CallInput,
  token: string | null,
  traceId: string,
): Promise<unknown> {
  const delays = route.method === 'get' ? RETRY_DELAYS_MS : [];
  for (const delay of delays) {
    try {
      return await send(route, input, token, traceId);
    } catch (error) {
      if (!(error instanceof ApiError) || !WORTH_RETRYING.includes(error.code)) throw error;
    }
    await pause(delay);
  }
  return send(route, input, token, traceId);
}

/** Does a call as the signed-in person; an ended session is renewed once and the call is replayed. */
export async function asSignedIn<T>(call: (token: string, traceId: string) => Promise<T>): Promise<T> {
  const traceId = newTraceId();
  const token = await requireToken();
  try {
    return await call(token, traceId);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'signed_out') throw error;
  }
  const other = currentToken();
  const renewed = other && other !== token ? other : await renewToken();
  return call(renewed, traceId);
}

function callSignedIn(route: Route, input: CallInput): Promise<unknown> {
  return asSignedIn((token, traceId) => sendWithRetries(route, input, token, traceId));
}

/** The function that calls one endpoint as the signed-in person, typed by its contract. Throws ApiError. */
export function endpoint<C extends ContractShape>(route: Route) {
  return (...[input]: Arguments<C>): Promise<ResponseBody<C>> =>
    callSignedIn(route, (input ?? {}) as CallInput) as Promise<ResponseBody<C>>;
}

/** The same as `endpoint` where anyone may call: no token goes with it. */
export function openEndpoint<C extends ContractShape>(route: Route) {
  return (...[input]: Arguments<C>): Promise<ResponseBody<C>> =>
    sendWithRetries(route, (input ?? {}) as CallInput, null, newTraceId()) as Promise<ResponseBody<C>>;
}

/** Calls as the signed-in person where there is one, else as anybody: what a shared link shows to a stranger. */
async function callAsVisitor(route: Route, input: CallInput): Promise<unknown> {
  const asAnybody = () => sendWithRetries(route, input, null, newTraceId());
  if (currentToken() === null) return asAnybody();
  try {
    return await callSignedIn(route, input);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'signed_out') return asAnybody();
    throw error;
  }
}

/** The same as `openEndpoint`, but the answer may say more to who is signed in. */
export function visitorEndpoint<C extends ContractShape>(route: Route) {
  return (...[input]: Arguments<C>): Promise<ResponseBody<C>> =>
    callAsVisitor(route, (input ?? {}) as CallInput) as Promise<ResponseBody<C>>;
}
