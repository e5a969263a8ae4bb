import type { Route } from '@linzhang/shared/kernel/endpoint';
import { type CallOptions, callerAt, type Reply } from '../support/api';
import type { Chance } from './chance';
import type { City } from './city';
import type { Journal } from './journal';

const TRIES = 60;
const PAUSE_MS = 250;
/** Statuses after which the mini-program tries again by itself. */
const AGAIN: readonly number[] = [502, 503, 504];

/** Calls the city's servers as the mini-program does: tries again with the same body where no answer came. */
export class Client {
  constructor(
    private readonly city: City,
    private readonly journal: Journal,
    private readonly chance: Chance,
  ) {}

  /** The final answer of a call. Throws where none came for a quarter of a minute. */
  async call<T>(route: Route, options: CallOptions): Promise<Reply<T>> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const reply = await this.once<T>(route, options);
      const code = (reply?.body as { error?: { code?: string } } | null)?.error?.code;
      if (reply && (!AGAIN.includes(reply.status) || code?.startsWith('wechat_'))) return reply;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error(`${route.method} ${route.path}: no final answer`);
  }

  /** The same request twice at once, as a double tap or a second device sends it: both answers must be one. */
  async twice<T>(route: Route, options: CallOptions): Promise<Reply<T>> {
    const [first, second] = await Promise.all([this.call<T>(route, options), this.call<T>(route, options)]);
    const [one, other] = [first, second].map(({ status, body }) => `${status} ${idOf(body)}`);
    if (first.status < 300 && second.status < 300 && one !== other)
      throw new Error(`${route.method} ${route.path}: one request was answered ${one} and ${other}`);
    return first.status < 300 ? first : second;
  }

  private async once<T>(route: Route, options: CallOptions): Promise<Reply<T> | null> {
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
}

const idOf = (body: unknown): string => String((body as { id?: string } | null)?.id ?? '');
