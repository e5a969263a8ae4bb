import {
  backOffMs,
  enqueue,
  MAX_ATTEMPTS,
  Outbox,
  type OutboxHandler,
  outboxDepth,
  workOutbox,
} from '../../server/src/db/outbox';
import { inTransaction } from '../../server/src/db/transaction';
import { createLogger } from '../../server/src/platform/logger';
import { TestClock } from '../support/clock';
import { openTestDatabase } from '../support/processes';

let database: { uri: string; drop: () => Promise<void> };
let clock: TestClock;
beforeAll(async () => {
  database = await openTestDatabase();
  await Outbox.createCollection();
  await Outbox.createIndexes();
});
beforeEach(async () => {
  clock = new TestClock();
  await Outbox.deleteMany({});
});
afterAll(() => database.drop());

const logger = createLogger('silent');
const queue = (key: string, notBefore?: Date) =>
  inTransaction((session) => enqueue(session, 'greet', key, { key }, clock.now(), notBefore));
const work = (handler: OutboxHandler) =>
  workOutbox({ handlers: new Map([['greet', handler]]), logger, now: clock.now });
const row = () => Outbox.findOne().lean();

describe('a side effect', () => {
  it('is done once, and what it said is forgotten then', async () => {
    await queue('a');
    const seen: unknown[] = [];
    const handler: OutboxHandler = async (payload) => {
      seen.push(payload);
    };
    expect([await work(handler), await work(handler)]).toEqual([1, 0]);
    expect(seen).toEqual([{ key: 'a' }]);
    expect(await row()).toMatchObject({ attempts: 1, doneAt: clock.now() });
    expect(await row()).not.toHaveProperty('payload');
  });

  it('is queued once for what caused it, and not at all when the change fails', async () => {
    await queue('a');
    await expect(queue('a')).rejects.toMatchObject({ code: 11_000 });
    await expect(
      inTransaction(async (session) => {
        await enqueue(session, 'greet', 'b', {}, clock.now());
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    expect(await Outbox.countDocuments()).toBe(1);
  });

  it('waits for its time', async () => {
    await queue('later', new Date(clock.now().getTime() + 1_000));
    const handler = async () => undefined;
    expect(await work(handler)).toBe(0);
    clock.advance(1_000);
    expect(await work(handler)).toBe(1);
  });

  it('is done by one of many workers at a time', async () => {
    for (let i = 0; i < 20; i += 1) await queue(`k${i}`);
    const running = new Set<string>();
    const done: string[] = [];
    const handler: OutboxHandler = async (_payload, key) => {
      expect(running.has(key)).toBe(false);
      running.add(key);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running.delete(key);
      done.push(key);
    };
    const counts = await Promise.all(Array.from({ length: 5 }, () => work(handler)));
    expect(counts.reduce((a, b) => a + b, 0)).toBe(20);
    expect(new Set(done).size).toBe(20);
  });

  it('that another worker holds is left alone until its lease ends: the worker may have died', async () => {
    await queue('a');
    let release = () => {};
    const hanging = work(() => new Promise<void>((resolve) => (release = resolve)));
    while ((await row())?.attempts !== 1) await new Promise((resolve) => setTimeout(resolve, 10));
    clock.advance(59_000);
    expect(await work(async () => undefined)).toBe(0);
    clock.advance(1_000);
    expect(await work(async () => undefined)).toBe(1);
    release();
    await hanging;
    expect(await row()).toMatchObject({ attempts: 2, doneAt: clock.now() });
  });
});

describe('a side effect that fails', () => {
  const failing: OutboxHandler = async () => {
    throw new Error('no answer for 13812341234');
  };

  it('is tried again after ever longer waits, and given up after 20 tries', async () => {
    await queue('a');
    for (let attempts = 1; attempts < MAX_ATTEMPTS; attempts += 1) {
      expect(await work(failing)).toBe(1);
      const waits = ((await row())?.nextAt.getTime() ?? 0) - clock.now().getTime();
      expect([attempts, waits]).toEqual([attempts, backOffMs(attempts)]);
      clock.advance(waits - 1);
      expect(await work(failing)).toBe(0);
      clock.advance(1);
    }
    expect(await outboxDepth()).toEqual({ waiting: 1, dead: 0 });
    expect(await work(failing)).toBe(1);
    expect(await outboxDepth()).toEqual({ waiting: 0, dead: 1 });
    clock.advance(365 * 86_400_000);
    expect(await work(failing)).toBe(0);
  });

  it('tells why, without naming a person', async () => {
    await queue('a');
    await work(failing);
    expect((await row())?.lastError).toBe('Error: no answer for 138****1234');
  });

  it('by ending the process each time is given up too', async () => {
    await queue('a');
    await Outbox.updateOne({}, { $set: { attempts: MAX_ATTEMPTS } });
    let called = false;
    await work(async () => {
      called = true;
    });
    expect(called).toBe(false);
    expect(await outboxDepth()).toEqual({ waiting: 0, dead: 1 });
  });
});

describe('a worker that is told to stop', () => {
  it('finishes what it has in hand and takes no more', async () => {
    await queue('a');
    await queue('b');
    let stopped = false;
    const done = await workOutbox({
      handlers: new Map([
        [
          'greet',
          async () => {
            stopped = true;
          },
        ],
      ]),
      logger,
      now: clock.now,
      stopping: () => stopped,
    });
    expect(done).toBe(1);
    expect((await outboxDepth()).waiting).toBe(1);
  });
});
