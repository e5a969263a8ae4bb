import { AppError } from '@linzhang/shared/kernel/errors';
import type { Middleware } from 'koa';
import type mongoose from 'mongoose';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { RATE_COUNTS } from '../db/rateCount.model';
import type { RequestState } from './actor';

const WINDOW_SECONDS = 60;

/** Where the counts are kept that all processes share. */
export interface LimiterStore {
  client: mongoose.mongo.MongoClient;
  database: string;
}

/** Takes one point of a key; throws `rate_limited` with `retryAfterSeconds` where none is left. */
export type Spend = (key: string) => Promise<void>;

/**
 * A limit of `points` per `seconds` and key, shared between processes. The first eighth of a key's points is
 * counted in this process alone, so that ordinary traffic costs no write; from there on the count is the shared
 * one, which is told of them. While the database is away each process counts alone.
 */
export function sharedLimit(store: LimiterStore, keyPrefix: string, points: number, seconds = WINDOW_SECONDS): Spend {
  const local = new RateLimiterMemory({ keyPrefix, points, duration: seconds });
  const shared = new RateLimiterMongo({
    storeClient: store.client,
    dbName: store.database,
    tableName: RATE_COUNTS,
    disableIndexesCreation: true,
    keyPrefix,
    points,
    duration: seconds,
    // A key over its limit is refused from memory: a flood must not become writes.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration: seconds }),
  });
  const quiet = Math.floor(points / 8);
  return async (key) => {
    const here = await consume(local, key, 1);
    if (here.consumedPoints <= quiet) return;
    await consume(shared, key, here.consumedPoints === quiet + 1 ? quiet + 1 : 1);
  };
}

async function consume(limiter: RateLimiterAbstract, key: string, points: number): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) });
  }
}

/** Limits requests a minute: a signed-in account by itself, everybody else by address (a whole market may share one). */
export function rateLimit(spendActor: Spend, spendAddress: Spend): Middleware<RequestState> {
  return async (ctx, next) => {
    const actor = ctx.state.actor;
    await (actor.kind === 'anonymous' ? spendAddress(ctx.ip) : spendActor(actor.memberId));
    await next();
  };
}
