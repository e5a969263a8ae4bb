import { setTimeout as sleep } from 'node:timers/promises';
import { businessDay } from '@linzhang/shared/kernel/time';
import { z } from 'zod';
import { takeLease } from '../../db/lease';
import { NO_ANSWER, WechatError } from './errors';
import { SharedToken, type SharedTokenRecord } from './sharedToken.model';
import type { WechatTransport } from './transport';

/** Old and new tokens both work in the last 5 minutes: the time to refresh without a gap. */
const REFRESH_BEFORE_MS = 5 * 60_000;
/** A holder that died is replaced after this; a living one renews it while the platform is slow. */
const LEASE_MS = 5_000;
const POLL_MS = 100;
const WAIT_MS = 25_000;
/** The platform takes a forced refresh every 30 seconds, 20 a day. */
export const FORCE_EVERY_MS = 30_000;
export const FORCES_PER_DAY = 20;

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export interface TokenOptions {
  appid: string;
  secret: string;
  transport: WechatTransport;
  now: () => Date;
}

/** The access token that all processes share: one refreshes under a lease in the database, the others read. */
export class AccessToken {
  private cached: { token: string; expiresAt: number } | null = null;
  private readonly pending = new Map<string | null, Promise<string>>();

  constructor(private readonly options: TokenOptions) {}

  /** A token that is good for now. */
  async get(): Promise<string> {
    const now = this.options.now().getTime();
    if (this.cached && now < this.cached.expiresAt - REFRESH_BEFORE_MS) return this.cached.token;
    return this.lookUp(null);
  }

  /** A token other than `rejected`, which the platform refused: the shared one if it is newer, else a fresh one. */
  async replace(rejected: string): Promise<string> {
    if (this.cached?.token === rejected) this.cached = null;
    return this.lookUp(rejected);
  }

  /** Concurrent callers in one process share one look-up. */
  private lookUp(rejected: string | null): Promise<string> {
    const running = this.pending.get(rejected);
    if (running) return running;
    const started = this.readOrRefresh(rejected).finally(() => this.pending.delete(rejected));
    this.pending.set(rejected, started);
    return started;
  }

  private async readOrRefresh(rejected: string | null): Promise<string> {
    const until = Date.now() + WAIT_MS;
    while (Date.now() < until) {
      const shared = this.usable(await this.read(), rejected);
      if (shared) return shared;
      const giveBack = await takeLease(`wechat-token:${this.options.appid}`, LEASE_MS);
      if (giveBack) return this.refresh(rejected).finally(giveBack);
      await sleep(POLL_MS);
    }
    throw new WechatError('token', NO_ANSWER, 'another process did not refresh in time');
  }

  private read(): Promise<SharedTokenRecord | null> {
    return SharedToken.findById(this.options.appid).lean();
  }

  private usable(row: SharedTokenRecord | null, rejected: string | null): string | null {
    if (!row?.token || !row.expiresAt || row.token === rejected) return null;
    if (row.expiresAt.getTime() - REFRESH_BEFORE_MS <= this.options.now().getTime()) return null;
    this.cached = { token: row.token, expiresAt: row.expiresAt.getTime() };
    return row.token;
  }

  /** Fetches a token while holding the lease, unless the holder before has just done so. */
  private async refresh(rejected: string | null): Promise<string> {
    const row = await this.read();
    const shared = this.usable(row, rejected);
    if (shared) return shared;
    let answer = await this.fetch(false);
    // Unforced, the platform repeats the token it believes in; only where that is the refused one is force needed.
    const forced = answer.access_token === rejected ? this.nextForce(row) : null;
    if (forced) answer = await this.fetch(true);
    const expiresAt = new Date(this.options.now().getTime() + answer.expires_in * 1000);
    const fresh = { token: answer.access_token, expiresAt, ...forced };
    await SharedToken.updateOne({ _id: this.options.appid }, { $set: fresh }, { upsert: true });
    this.cached = { token: answer.access_token, expiresAt: expiresAt.getTime() };
    return answer.access_token;
  }

  private fetch(force: boolean): Promise<z.infer<typeof Answer>> {
    const { appid, secret, transport } = this.options;
    const body = { grant_type: 'client_credential', appid, secret, force_refresh: force };
    return transport.sendJson({ call: 'token', method: 'POST', path: 'cgi-bin/stable_token', body }, Answer);
  }

  /** What to note of a forced refresh now; null where the platform's limits leave none. */
  private nextForce(row: SharedTokenRecord | null): { forcedAt: Date; forcedOn: string; forcedCount: number } | null {
    const now = this.options.now();
    const today = businessDay(now);
    const count = row?.forcedOn === today ? (row.forcedCount ?? 0) : 0;
    if (count >= FORCES_PER_DAY) return null;
    if (row?.forcedAt && now.getTime() - row.forcedAt.getTime() < FORCE_EVERY_MS) return null;
    return { forcedAt: now, forcedOn: today, forcedCount: count + 1 };
  }
}
