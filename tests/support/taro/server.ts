/** Answers the requests of a page under test: `serve('GET /me', () => me)`. */

interface Sent {
  route: string;
  body: Record<string, unknown>;
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
export async function answerRequest({
  url,
  method,
  header,
  data,
}: Options): Promise<{ statusCode: number; data: string }> {
  const path = url.replace(/^.*\/api/, '').replace(/\?.*$/, '');
  const route = `${method} ${path}`;
  const token = header['Authorization']?.replace('Bearer ', '') ?? null;
  const sent = { route, body: data ? (JSON.parse(data) as Record<string, unknown>) : {}, token, header };
  requests.push(sent);
  const handler = handlers.get(route);
  const answer = handler ? handler(sent) : { status: 404, body: { error: { code: 'not_found', traceId: 'none' } } };
  if (answer === 'offline') throw Object.assign(new Error('offline'), { errMsg: 'request:fail' });
  return { statusCode: answer.status, data: answer.body === undefined ? '' : JSON.stringify(answer.body) };
}
