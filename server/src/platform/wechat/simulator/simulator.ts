import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from './account';
import { answerCall, CALLS, type SimulatorAccount } from './calls';
import { type Failure, SimulatorState } from './state';

export interface RunningSimulator {
  url: string;
  state: SimulatorState;
  stop: () => Promise<void>;
}

export interface SimulatorOptions {
  port?: number;
  /** Address that code images lead to. */
  landingUrl?: string;
}

const BODY_LIMIT = 1_000_000;

/** Starts the platform's stand-in on 127.0.0.1. `/_sim` reads what was sent and orders failures, for other processes. */
export async function startWechatSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const state = new SimulatorState();
  const account: SimulatorAccount = {
    appid: SIMULATOR_APPID,
    secret: SIMULATOR_SECRET,
    landingUrl: () => options.landingUrl ?? 'http://127.0.0.1:8080',
  };
  const server = createServer((request, response) => {
    serve(request, response, state, account).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, state, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  state: SimulatorState,
  account: SimulatorAccount,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const body = await readJson(request);
  if (body === null) return sendJson(response, { errcode: 47001, errmsg: 'data format error' });
  if (url.pathname.startsWith('/_sim/')) return control(url.pathname, body, response, state);
  const call = CALLS.find((each) => each.path === url.pathname && each.method === request.method);
  if (!call) {
    response.writeHead(404).end();
    return;
  }
  const answer = await answerCall(call, { query: url.searchParams, body }, state, account);
  if ('png' in answer) response.writeHead(200, { 'content-type': 'image/png' }).end(answer.png);
  else sendJson(response, answer.json);
}

function control(path: string, body: Record<string, unknown>, response: ServerResponse, state: SimulatorState): void {
  if (path === '/_sim/fail') state.failNext(body as unknown as Failure);
  else if (path === '/_sim/clear') state.clear();
  else if (path === '/_sim/void-token') state.voidToken();
  else if (path === '/_sim/refuse') state.refusing.add(String(body['openid']));
  else if (path === '/_sim/rank') state.ranks.set(String(body['openid']), Number(body['rank']));
  sendJson(response, { messages: state.messages, codeImages: state.codeImages, calls: state.calls });
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return null;
    chunks.push(chunk as Buffer);
  }
  if (size === 0) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function sendJson(response: ServerResponse, json: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(json));
}
