import { once } from 'node:events';
import { connect } from 'node:net';
import { fromJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { opMsg, RawClient } from '../server/raw-client';
import { BAD_MESSAGES } from './fuzz/bad-messages';
import { wronglyTyped } from './fuzz/command-arguments';
import { isError, Target } from './fuzz/target';
import { randomSource } from './random-source';

const MUTATIONS = Number(process.env['FUZZ_MUTATIONS'] ?? 3000);
const AT_ONCE = 20;
const MANY_CONNECTIONS = 300;

let target: Target;
let before: string;

beforeAll(async () => {
  target = await Target.start();
  const db = target.client.db('fuzz');
  await db
    .collection('kept')
    .insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: i as never, n: i, tags: ['a', i] })));
  await db.collection('kept').createIndex({ n: 1 });
  before = await target.dump();
}, 60_000);
afterEach(async () => {
  await target.check();
  expect(await target.dump()).toBe(before);
});
afterAll(async () => {
  await target.stop();
  console.info(`most memory: ${target.mostMemoryMb} MB`);
});

/** Runs attacks some at a time. */
async function forAll<T>(items: readonly T[], attack: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const item of left) await attack(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

describe('Bad bytes', () => {
  it.each([...BAD_MESSAGES])('%s: get an error or the connection is closed', async (_, bytes) => {
    const reaction = await target.attack(bytes, 1500);
    if (reaction.kind === 'reply') expect(isError(reaction.doc)).toBe(true);
    // A length that is more than was sent makes the server wait, which is all right.
    else if (reaction.kind === 'silence') expect(bytes.readInt32LE(0)).toBeGreaterThan(bytes.length);
  });

  it('do no harm when a valid message has some of its bytes changed', async () => {
    const random = randomSource(Number(process.env['FUZZ_SEED'] ?? 7));
    const valid = [
      { find: 'kept', filter: { n: { $gte: 1, $in: [1, 2, 3] }, tags: /a/ }, sort: { n: 1 }, limit: 3, $db: 'fuzz' },
      {
        aggregate: 'kept',
        pipeline: [{ $match: { n: 1 } }, { $group: { _id: '$n', c: { $sum: 1 } } }],
        cursor: {},
        $db: 'fuzz',
      },
      { count: 'kept', query: { $or: [{ n: 1 }, { tags: { $elemMatch: { $gt: 1 } } }] }, $db: 'fuzz' },
    ].map((command) => opMsg(fromJs(command) as Doc));
    const mutated = Array.from({ length: MUTATIONS }, () => {
      const bytes = Buffer.from(random.pick(valid));
      for (let i = random.below(4); i >= 0; i--)
        bytes[16 + random.below(bytes.length - 16)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
      return bytes;
    });
    await forAll(mutated, async (bytes) => {
      const reaction = await target.attack(bytes);
      const isUnacknowledged = (bytes[16]! & 2) !== 0;
      if (!isUnacknowledged) expect(reaction.kind).not.toBe('silence');
    });
  }, 120_000);

  it('do no harm when a valid message is cut off anywhere', async () => {
    const whole = opMsg(fromJs({ insert: 'kept', documents: [{ _id: 'bad' }], $db: 'fuzz' }) as Doc);
    const lengths = Array.from({ length: whole.length - 1 }, (_, i) => i + 1);
    await forAll(lengths, async (length) => {
      const socket = connect(target.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.end(whole.subarray(0, length));
      await once(socket.resume(), 'close');
    });
  }, 30_000);
});

describe('Commands with wrong arguments', () => {
  it('are refused, each argument of each command with every type it does not take', async () => {
    const accepted: string[] = [];
    const cases = wronglyTyped();
    await forAll(cases, async ({ name, command }) => {
      if (!isError(await target.command(command))) accepted.push(name);
    });
    expect(accepted).toEqual([]);
    expect(cases.length).toBeGreaterThan(2000);
  }, 120_000);

  it('do no harm with names of the language', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '']) {
      for (const command of [
        'find',
        'aggregate',
        'count',
        'distinct',
        'update',
        'delete',
        'findAndModify',
        'explain',
        name,
      ]) {
        const bad = Object.fromEntries([
          [command, 'kept'],
          [name, { [name]: { [name]: 1 } }],
          ['$db', 'fuzz'],
        ]);
        expect([name, command, isError(await target.command(bad))]).toEqual([name, command, true]);
      }
    }
  }, 60_000);
});

describe('Bad connections', () => {
  it('300 at once are served', async () => {
    const clients = await Promise.all(Array.from({ length: MANY_CONNECTIONS }, () => RawClient.connect(target.port)));
    const replies = await Promise.all(
      clients.map((client) => client.run(fromJs({ count: 'kept', $db: 'fuzz' }) as Doc)),
    );
    expect(new Set(replies.map((reply) => reply.get('n')))).toEqual(new Set([50]));
    for (const client of clients) client.close();
  }, 30_000);

  it('300 that say nothing, or half a message, keep nobody else from being served', async () => {
    const half = opMsg(fromJs({ ping: 1, $db: 'admin' }) as Doc).subarray(0, 20);
    const clients = await Promise.all(Array.from({ length: MANY_CONNECTIONS }, () => RawClient.connect(target.port)));
    clients.forEach((client, i) => {
      if (i % 3 === 0) client.send(half);
      if (i % 3 === 1) client.socket.end();
    });
    expect(await target.client.db('fuzz').collection('kept').countDocuments()).toBe(50);
    for (const client of clients) client.close();
  }, 30_000);

  it('a client that asks much and does not read its answers costs little memory', async () => {
    const client = await RawClient.connect(target.port);
    client.socket.pause();
    const big = { $range: [0, 500_000] };
    const pipeline = [{ $limit: 1 }, { $project: { big } }];
    const ask = opMsg(fromJs({ aggregate: 'kept', pipeline, cursor: {}, $db: 'fuzz' }) as Doc);
    for (let i = 0; i < 200; i++) client.send(ask);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await target.check();
    expect(target.mostMemoryMb).toBeLessThan(300);
    client.close();
  }, 30_000);
});
