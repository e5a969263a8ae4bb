/** Answers the requests of a page under test: `serve('GET /me', () => me)`. */

interface Sent {
  route: string;
  query: Record<string, string>;
  body: Record<string, unknown>;
  /** Name of the file that was sent in the place of a body. */
  file: string | null;
  token: string | null;
  header: Record<string, string>;
}

interface Answer {
  status: number;
  body?: unknown;
}

type Handler = (sent: Sent) => Answer | 'offline';

const handlers = new Map<string, Handler>();
/** Every request so far, oldest first. */
export const requests: Sent[] = [];

/** Answers a route; a plain value goes out with 200. */
export function serve(route: string, body: (sent: Sent) => unknown): void {
  handlers.set(route, (sent) => ({ status: 200, body: body(sent) }));
}

/** Refuses a route with a code of the catalogue. */
export function refuse(route: string, status: number, code: string, details?: Record<string, unknown>): void {
  handlers.set(route, () => ({ status, body: { error: { code, details, traceId: 'trace-1' } } }));
}

/** Answers a route as told, call by call; the last answer stays. */
export function serveInTurn(route: string, answers: readonly (Answer | 'offline')[]): void {
  let turn = 0;
  handlers.set(route, () => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    return answer ?? 'offline';
  });
}

/** Forgets all answers and requests. */
export function resetServer(): void {
  handlers.clear();
  requests.length = 0;
}

interface Options {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: string;
}

/** What `Taro.request` does in a test. */
export function answerRequest({ data, ...rest }: Options): Promise<{ statusCode: number; data: string }> {
  return answer(rest, data ? (JSON.parse(data) as Record<string, unknown>) : {}, null);
}

/** What becomes of a file that is sent in a test. */
export function answerUpload(
  options: Omit<Options, 'data'>,
  file: string,
): Promise<{ statusCode: number; data: string }> {
  return answer(options, {}, file);
}

async function answer(
  { url, method, header }: Omit<Options, 'data'>,
  body: Record<string, unknown>,
  file: string | null,
): Promise<{ statusCode: number; data: string }> {
  const { pathname, searchParams } = new URL(url.replace(/^.*\/api/, ''), 'http://server');
  const route = `${method} ${pathname}`;
  const token = header['Authorization']?.replace('Bearer ', '') ?? null;
  const sent = { route, query: Object.fromEntries(searchParams), body, file, token, header };
  requests.push(sent);
  const handler = handlers.get(route);
  const said = handler ? handler(sent) : { status: 404, body: { error: { code: 'not_found', traceId: 'none' } } };
  if (said === 'offline') throw Object.assign(new Error('offline'), { errMsg: 'request:fail' });
  return { statusCode: said.status, data: said.body === undefined ? '' : JSON.stringify(said.body) };
}
