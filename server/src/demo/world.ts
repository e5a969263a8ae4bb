import { createHash } from 'node:crypto';
import { MINUTE_MS } from '@linzhang/shared/kernel/time';
import type { WechatClient } from '../platform/wechat/client';

/** What the parts of the demo data share: the outside world, the clock and what earlier parts made. */
export interface DemoWorld {
  wechat: WechatClient;
  /** When the part was begun first: the same at each run, so that what it asks for stays the same. */
  now: Date;
  /** So many minutes before `now`. */
  ago: (minutes: number) => Date;
  /** Remembers what a part made under a name, for the parts after it. */
  keep: (name: string, id: string) => void;
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
  make: (world: DemoWorld) => Promise<void>;
}

/** The address of whoever does something in the demo data. */
export const DEMO_IP = '127.0.0.1';
const SEED = 'linzhang-demo';

/** The world one part sees; `refs` is what all parts have made so far. */
export function worldOf(
  part: string,
  refs: Record<string, string>,
  outside: Pick<DemoWorld, 'wechat' | 'now'>,
): DemoWorld {
  let drawn = 0;
  return {
    ...outside,
    ago: (minutes) => new Date(outside.now.getTime() - minutes * MINUTE_MS),
    keep: (name, id) => {
      refs[name] = id;
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
