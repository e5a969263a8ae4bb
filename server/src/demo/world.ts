import { createHash } from 'node:crypto';
import { addBusinessDays, businessDay, MINUTE_MS, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import type { WechatClient } from '../platform/wechat/client';

/** What the parts of the demo data share: the outside world, the clock and what earlier parts made. */
export interface DemoWorld {
  wechat: WechatClient;
  /** When the part, or what it shares a clock with, was begun first: the same at each run, so that what it asks for stays the same. */
  now: Date;
  /** The business day of `now`. */
  today: string;
  /** So many minutes before `now`. */
  ago: (minutes: number) => Date;
  /** An instant of the business day that is so many days before today's. */
  day: (daysAgo: number, minuteOfDay: number) => Date;
  /** Remembers what a part made under a name, for the parts after it. */
  keep: (name: string, id: string) => Promise<void>;
  /** Makes a thing and keeps its id, unless an earlier run has: stored answers to old requests are not kept for ever. */
  make: (name: string, work: () => Promise<{ toHexString: () => string }>) => Promise<string>;
  /** The id kept under a name; a part that asks too early is a fault. */
  idOf: (name: string) => string;
  /** The retry key of one thing to make: the same at each run, so that a run cut short is taken up again. */
  requestIdOf: (thing: string) => string;
  /** Whole numbers below `limit` in an order that is the same at each run of the part. */
  random: (limit: number) => number;
}

/** One step of the demo data. It goes through the services, and running it again does no harm. */
export interface DemoPart {
  name: string;
  /** Parts of one clock share the instant at which the first of them was begun. */
  clock?: string;
  make: (world: DemoWorld) => Promise<void>;
}

/** The address of whoever does something in the demo data. */
export const DEMO_IP = '127.0.0.1';
const SEED = 'linzhang-demo';

/** The world one part sees; `refs` is what all parts have made so far, `store` writes one more of them down. */
export function worldOf(
  part: string,
  refs: Record<string, string>,
  outside: Pick<DemoWorld, 'wechat' | 'now'>,
  store: (name: string, id: string) => Promise<void>,
): DemoWorld {
  let drawn = 0;
  const today = businessDay(outside.now);
  const keep = async (name: string, id: string) => {
    if (refs[name] === id) return;
    await store(name, id);
    refs[name] = id;
  };
  return {
    ...outside,
    today,
    ago: (minutes) => new Date(outside.now.getTime() - minutes * MINUTE_MS),
    day: (daysAgo, minuteOfDay) =>
      new Date(startOfBusinessDay(addBusinessDays(today, -daysAgo)).getTime() + minuteOfDay * MINUTE_MS),
    keep,
    make: async (name, work) => {
      const kept = refs[name];
      if (kept !== undefined) return kept;
      const id = (await work()).toHexString();
      await keep(name, id);
      return id;
    },
    idOf: (name) => {
      const id = refs[name];
      if (id === undefined) throw new Error(`the demo data has no ${name} yet`);
      return id;
    },
    requestIdOf: (thing) => uuidOf(`${SEED}/request/${thing}`),
    random: (limit) => {
      drawn += 1;
      return digest(`${SEED}/${part}/${drawn}`).readUInt32BE() % limit;
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A version-8 UUID (RFC 9562: free content) made of a text. */
function uuidOf(text: string): string {
  const hex = digest(text).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
