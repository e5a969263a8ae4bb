import type { Route } from '@linzhang/shared/kernel/endpoint';
import { type CallOptions, callerAt, type Reply } from '../support/api';
import type { Chance } from './chance';
import type { City } from './city';
import type { Journal } from './journal';

const TRIES = 120;
const PAUSE_MS = 250;
const MOST_ECHOES = 2_000;
/** Statuses after which a phone tries again. */
const AGAIN: readonly number[] = [502, 503, 504];

/** A request that was answered with success, and what the answer said. */
export interface Echo {
  route: Route;
  options: CallOptions;
  answer: string;
}

/** Calls the city's servers as phones do: tries again with the same body where no answer came. */
export class Client {
  constructor(
    private readonly city: City,
    private readonly journal: Journal,
    private readonly chance: Chance,
    /** Shared by all clients. */
    private readonly echoes: Echo[],
  ) {}

  /** The final answer of a call. Throws where none came for half a minute. */
  async call<T>(route: Route, options: CallOptions): Promise<Reply<T>> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const reply = await this.once<T>(route, options);
      if (reply && (!AGAIN.includes(reply.status) || refusalOf(reply)?.startsWith('wechat_'))) return reply;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error(`${route.method} ${route.path}: no final answer`);
  }

  /** The same request twice at once, as a double tap or a second device sends it: both answers must be one. */
  async twice<T>(route: Route, options: CallOptions): Promise<Reply<T>> {
    const [first, second] = await Promise.all([this.call<T>(route, options), this.call<T>(route, options)]);
    const done = [first, second].find(({ status }) => status < 300);
    if (!done) return first;
    const answer = gistOf(done);
    // A refusal is decided anew, so one that came before the other's success says nothing; after it nothing is refused.
    for (const other of [first, second])
      if (other.status < 300) this.compare({ route, options, answer }, other);
      else this.compare({ route, options, answer }, await this.call<T>(route, options));
    return done;
  }

  /** Like `twice`; and the request comes once more, much later and after others, as `echo` likes it. */
  async often<T>(route: Route, options: CallOptions): Promise<Reply<T>> {
    const reply = await (this.chance.is(0.3) ? this.twice<T>(route, options) : this.call<T>(route, options));
    if (reply.status < 300 && this.echoes.length < MOST_ECHOES)
      this.echoes.push({ route, options, answer: gistOf(reply) });
    return reply;
  }

  /** A request of earlier comes again, late and in no order. */
  async echo(): Promise<void> {
    if (this.echoes.length === 0) return;
    const echo = this.chance.of(this.echoes);
    this.compare(echo, await this.call(echo.route, echo.options));
  }

  /** One try of a call; null where the connection broke. */
  async once<T>(route: Route, options: CallOptions): Promise<Reply<T> | null> {
    const url = this.chance.of(this.city.urls);
    const from = performance.now();
    try {
      const reply = await callerAt(url).call<T>(route, options);
      this.journal.note(`${route.method} ${route.path}`, reply.status, performance.now() - from, reply.body);
      return reply;
    } catch {
      this.journal.broken += 1;
      return null;
    }
  }

  private compare({ route, answer }: Echo, reply: Reply): void {
    const now = gistOf(reply);
    if (now !== answer) this.journal.surprise(`${route.method} ${route.path} again`, reply.status, { answer, now });
    this.journal.count('repeated with the same answer');
  }
}

function refusalOf(reply: Reply): string | undefined {
  return (reply.body as { error?: { code?: string } } | null)?.error?.code;
}

/** What stays the same in every answer to one request: the status, and what was made. */
function gistOf({ status, body }: Reply): string {
  const { id, result, stampId, ordinal, touched, outcome, error } = (body ?? {}) as Record<string, unknown>;
  return JSON.stringify({ status, id, result, stampId, ordinal, touched, outcome, error });
}
