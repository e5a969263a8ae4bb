import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../db/duplicateKey';
import { defineModel } from '../../db/model';
import { NO_ANSWER, WechatError } from './errors';
import type { WechatTransport } from './transport';

interface TokenRecord {
  /** The appid: one token for all processes. */
  _id: string;
  token?: string;
  expiresAt?: Date;
  /** Process that refreshes now, and until when it has the right to. */
  holder?: string;
  leaseUntil: Date;
  /** When the token was last fetched by force (at most every 30 s, 20 a day, says the platform). */
  forcedAt?: Date;
}

const schema = new Schema<TokenRecord>(
  {
    _id: String,
    token: String,
    expiresAt: Date,
    holder: String,
    leaseUntil: { type: Date, required: true },
    forcedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);
const Token = defineModel<TokenRecord>('WechatToken', schema, 'wechattokens');

/** Old and new tokens both work in the last 5 minutes: the time to refresh without a gap. */
const REFRESH_BEFORE_MS = 5 * 60_000;
/** Longer than a slow token endpoint takes; a holder that died is replaced after it. */
const LEASE_MS = 15_000;
const POLL_MS = 100;
const WAIT_MS = 20_000;
const FORCE_EVERY_MS = 30_000;

export interface TokenOptions {
  appid: string;
  secret: string;
  transport: WechatTransport;
  now: () => Date;
}

/** The access token that all processes share: one refreshes under a lease in the database, the others read. */
export class AccessToken {
  private cached: { token: string; expiresAt: number } | null = null;
  private pending: Promise<string> | null = null;

  constructor(private readonly options: TokenOptions) {}

  /** A token that is good for now. Concurrent callers in one process share one look-up. */
  async get(): Promise<string> {
    const now = this.options.now().getTime();
    if (this.cached && now < this.cached.expiresAt - REFRESH_BEFORE_MS) return this.cached.token;
    this.pending ??= this.readOrRefresh(null).finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  /** A token other than `rejected`, which the platform refused: the shared one if it is newer, else a fresh one. */
  async replace(rejected: string): Promise<string> {
    if (this.cached?.token === rejected) this.cached = null;
    return this.readOrRefresh(rejected);
  }

  private async readOrRefresh(rejected: string | null): Promise<string> {
    const until = Date.now() + WAIT_MS;
    while (Date.now() < until) {
      const row = await Token.findById(this.options.appid).lean();
      const shared = this.usable(row, rejected);
      if (shared) return shared;
      if (await this.takeLease()) return this.refresh(rejected !== null && row?.token === rejected);
      await sleep(POLL_MS);
    }
    throw new WechatError('token', NO_ANSWER, 'another process did not refresh in time');
  }

  private usable(row: TokenRecord | null, rejected: string | null): string | null {
    if (!row?.token || !row.expiresAt || row.token === rejected) return null;
    if (row.expiresAt.getTime() - REFRESH_BEFORE_MS <= this.options.now().getTime()) return null;
    this.cached = { token: row.token, expiresAt: row.expiresAt.getTime() };
    return row.token;
  }

  private async takeLease(): Promise<boolean> {
    const now = this.options.now();
    try {
      const taken = await Token.updateOne(
        { _id: this.options.appid, leaseUntil: { $lte: now } },
        { $set: { holder: randomUUID(), leaseUntil: new Date(now.getTime() + LEASE_MS) } },
        { upsert: true },
      );
      return taken.modifiedCount + taken.upsertedCount > 0;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async refresh(rejected: boolean): Promise<string> {
    const { appid, secret, transport, now } = this.options;
    const released = { leaseUntil: new Date(0) };
    try {
      const force = rejected && (await this.mayForce());
      const answer = await transport.sendJson<{ access_token: string; expires_in: number }>({
        call: 'token',
        method: 'POST',
        path: 'cgi-bin/stable_token',
        body: { grant_type: 'client_credential', appid, secret, force_refresh: force },
      });
      const expiresAt = new Date(now().getTime() + answer.expires_in * 1000);
      await Token.updateOne(
        { _id: appid },
        { $set: { ...released, token: answer.access_token, expiresAt, ...(force ? { forcedAt: now() } : {}) } },
      );
      this.cached = { token: answer.access_token, expiresAt: expiresAt.getTime() };
      return answer.access_token;
    } catch (error) {
      await Token.updateOne({ _id: appid }, { $set: released });
      throw error;
    }
  }

  private async mayForce(): Promise<boolean> {
    const row = await Token.findById(this.options.appid, { forcedAt: 1 }).lean();
    return !row?.forcedAt || this.options.now().getTime() - row.forcedAt.getTime() >= FORCE_EVERY_MS;
  }
}
