import { Agent, request } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import type { Contract } from '@linzhang/shared/kernel/contract';
import { takesBody } from '../walk/visit';
import { JsonText, jsonOf } from './jsonText';
import type { Draft } from './mutations';

/** A call as it goes over the line. */
export interface Wire {
  method: string;
  path: string;
  search: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export interface Answer {
  status: number;
  text: string;
}

/** What fits into the head of a request; a longer one never gets as far as an endpoint. */
const MOST_LETTERS = 800;
const HALF_LETTER = '%ED%A0%80';

/** Escapes a text for a URL, halves of letters too. */
function escaped(text: string): string {
  return [...text.slice(0, MOST_LETTERS)]
    .map((letter) => (/^\p{Cs}$/u.test(letter) ? HALF_LETTER : encodeURIComponent(letter)))
    .join('');
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value instanceof JsonText ? value.text : jsonOf(value);

/** An empty name, or one that leads up, would be the path of another endpoint. */
function segment(value: unknown): string {
  const text = textOf(value);
  return escaped(/^\.{0,2}$/.test(text) ? 'x' : text);
}

function searchOf({ query, search }: Draft): string {
  const text = Object.entries(query)
    .flatMap(([name, value]) =>
      (Array.isArray(value) && value.length < 20 ? value : [value]).map((each) => [name, each]),
    )
    .map(([name, value]) => `${escaped(String(name))}=${escaped(textOf(value))}`)
    .join('&');
  return search ? search(text) : text;
}

/** The body of a draft and what it says it is. */
function bodyOf(draft: Draft, file: string | undefined): { body: string; type: string } {
  const json = 'application/json';
  if (draft.text) return { body: draft.text.text, type: draft.text.type ?? json };
  return file === undefined
    ? { body: jsonOf(draft.body), type: json }
    : { body: file, type: 'application/octet-stream' };
}

/** Writes a draft down as it goes over the line. */
export function wireOf(contract: Contract, draft: Draft, file: string | undefined, token: string | undefined): Wire {
  const { route } = contract;
  const sent = takesBody(contract) || draft.text ? bodyOf(draft, file) : null;
  return {
    method: route.method.toUpperCase(),
    path: `/api${route.path.replace(/:(\w+)/g, (_whole, name: string) => segment(draft.params[name]))}`,
    search: searchOf(draft),
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(sent ? { 'content-type': sent.type, 'content-length': String(Buffer.byteLength(sent.body)) } : {}),
      ...draft.headers,
    },
    body: sent?.body,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function paramsOf({ route }: Contract, { path }: Wire): Record<string, string> {
  const segments = path.slice('/api'.length).split('/');
  const named = route.path.split('/').flatMap((name, index) => (name.startsWith(':') ? [[name.slice(1), index]] : []));
  return Object.fromEntries(named.map(([name, index]) => [name, decoded(segments[Number(index)] ?? '')]));
}

const BYTE_ORDER_MARK = /^\ufeff/;

/** What the server may have read as the body. */
function bodiesOf(contract: Contract, { body, headers }: Wire): unknown[] {
  const type = headers['content-type'] ?? '';
  if (!takesBody(contract) || body === undefined || body === '' || !type.includes('json')) return [{}];
  try {
    return [JSON.parse(body.replace(BYTE_ORDER_MARK, ''))];
  } catch {
    return [];
  }
}

/** Whether the contract takes what was sent. A file is no part of it. */
export function isAccepted(contract: Contract, wire: Wire, isFile: boolean): boolean {
  const query = { ...parseQuery(wire.search) };
  const queryFits = contract.query ? contract.query.strict().safeParse(query).success : Object.keys(query).length === 0;
  const paramsFit = contract.params?.safeParse(paramsOf(contract, wire)).success ?? true;
  if (!queryFits || !paramsFit || isFile) return queryFits && paramsFit;
  return bodiesOf(contract, wire).some((body) =>
    contract.body ? contract.body.safeParse(body).success : isEmptyObject(body),
  );
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** Connections that are kept; a refused body closes its one. */
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends a call as it is written, with nothing tidied up on the way; again where a kept connection had ended meanwhile. */
export function send(url: string, wire: Wire): Promise<Answer> {
  const { method, path, search, headers, body } = wire;
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const whole = search === '' ? path : `${path}?${search}`;
    const asked = request(
      { agent, host: target.hostname, port: target.port, method, path: whole, headers },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
        reply.on('error', reject);
      },
    );
    asked.on('error', (error: NodeJS.ErrnoException) =>
      asked.reusedSocket && error.code === 'ECONNRESET' ? resolve(send(url, wire)) : reject(error),
    );
    asked.end(body);
  });
}

/** Closes the connections that are kept. */
export function hangUp(): void {
  agent.destroy();
}
