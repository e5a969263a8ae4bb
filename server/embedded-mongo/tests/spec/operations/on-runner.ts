import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ClientSession, Document } from 'mongodb';
import type { Entities } from '../entities';
import { countEvents } from '../events';
import { Skip, UNSUPPORTED } from '../skip';
import type { Step, Steps } from './operation';

type RunnerStep = Step<undefined>;

const TRANSACTION_STATES: Readonly<Record<string, string>> = {
  none: 'NO_TRANSACTION',
  starting: 'STARTING_TRANSACTION',
  in_progress: 'TRANSACTION_IN_PROGRESS',
  committed: 'TRANSACTION_COMMITTED',
  aborted: 'TRANSACTION_ABORTED',
};

const EVENT_WAIT_MS = 10_000;

const setFailPoint: RunnerStep = (_none, args, { entities }) =>
  entities.internal.db('admin').command(args['failPoint'] as Document);

function expectThat(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(`expected that ${sentence}`);
}

/** The session and transaction as the driver keeps them; both are internal to it, but the format asks about them. */
function inside(session: unknown): { transaction: { state: string }; serverSession: { isDirty: boolean } } {
  return session as { transaction: { state: string }; serverSession: { isDirty: boolean } };
}

function lastTwoLsids(entities: Entities, clientId: string): unknown[] {
  const started = entities.recorded(clientId).filter(({ name }) => name === 'commandStartedEvent');
  return started.slice(-2).map(({ event }) => (event['command'] as Document)['lsid']);
}

const sessions: Steps<undefined> = {
  assertSessionTransactionState: (_none, { session, state }) => {
    const actual = inside(session).transaction.state;
    expectThat(actual === TRANSACTION_STATES[String(state)], `the transaction is ${state}, not ${actual}`);
  },
  assertSessionDirty: (_none, { session }) => expectThat(inside(session).serverSession.isDirty, 'the session is dirty'),
  assertSessionNotDirty: (_none, { session }) =>
    expectThat(!inside(session).serverSession.isDirty, 'the session is not dirty'),
  assertSessionPinned: () => {
    throw new Skip(UNSUPPORTED.mongosPinning);
  },
  assertSessionUnpinned: (_none, { session }) =>
    expectThat(!(session as ClientSession & { isPinned: boolean }).isPinned, 'the session is not pinned'),
  assertSameLsidOnLastTwoCommands: (_none, { client }, { entities }) => {
    const [first, second] = lastTwoLsids(entities, String(client));
    expectThat(second !== undefined && isDeepStrictEqual(first, second), 'the last two commands have one lsid');
  },
  assertDifferentLsidOnLastTwoCommands: (_none, { client }, { entities }) => {
    const [first, second] = lastTwoLsids(entities, String(client));
    expectThat(second !== undefined && !isDeepStrictEqual(first, second), 'the last two commands have two lsids');
  },
};

async function collectionExists({ internal }: Entities, args: Document): Promise<boolean> {
  const found = await internal.db(args['databaseName']).listCollections({ name: args['collectionName'] }).toArray();
  return found.length > 0;
}

async function indexExists({ internal }: Entities, args: Document): Promise<boolean> {
  const collection = internal.db(args['databaseName']).collection(args['collectionName']);
  const indexes = await collection.indexes().catch(() => []);
  return indexes.some((index) => index['name'] === args['indexName']);
}

const data: Steps<undefined> = {
  assertCollectionExists: async (_none, args, { entities }) =>
    expectThat(await collectionExists(entities, args), `the collection ${args['collectionName']} exists`),
  assertCollectionNotExists: async (_none, args, { entities }) =>
    expectThat(!(await collectionExists(entities, args)), `the collection ${args['collectionName']} does not exist`),
  assertIndexExists: async (_none, args, { entities }) =>
    expectThat(await indexExists(entities, args), `the index ${args['indexName']} exists`),
  assertIndexNotExists: async (_none, args, { entities }) =>
    expectThat(!(await indexExists(entities, args)), `the index ${args['indexName']} does not exist`),
};

const events: Steps<undefined> = {
  assertEventCount: (_none, { client, event, count }, { entities }) => {
    const seen = countEvents(event, entities.recorded(String(client)), entities);
    expectThat(seen === count, `there were ${count} events ${Object.keys(event)}, not ${seen}`);
  },
  waitForEvent: async (_none, { client, event, count }, { entities }) => {
    const until = Date.now() + EVENT_WAIT_MS;
    while (countEvents(event, entities.recorded(String(client)), entities) < count) {
      expectThat(Date.now() < until, `${count} events ${Object.keys(event)} come`);
      await delay(10);
    }
  },
  assertNumberConnectionsCheckedOut: (_none, { client, connections }, { entities }) => {
    const recorded = entities.recorded(String(client));
    const of = (name: string): number => recorded.filter((one) => one.name === name).length;
    const out = of('connectionCheckedOutEvent') - of('connectionCheckedInEvent');
    expectThat(out === connections, `${connections} connections are checked out, not ${out}`);
  },
};

const threads: Steps<undefined> = {
  runOnThread: (_none, { thread, operation }, { entities, run }) => {
    const steps = entities.entity(String(thread)) as Promise<unknown>[];
    const next = (steps.at(-1) ?? Promise.resolve()).then(() => run([operation], false));
    next.catch(() => undefined); // waitForThread reports it
    steps.push(next);
  },
  waitForThread: async (_none, { thread }, { entities }) => {
    await Promise.all(entities.entity(String(thread)) as Promise<unknown>[]);
  },
};

/** Steps of the runner itself: `object: testRunner`. */
export const runnerSteps: Steps<undefined> = {
  ...sessions,
  ...data,
  ...events,
  ...threads,
  failPoint: setFailPoint,
  targetedFailPoint: setFailPoint,
  createEntities: (_none, args, { entities }) => entities.create(args['entities']),
  wait: (_none, args) => delay(args['ms']),
  loop: () => {
    throw new Skip(UNSUPPORTED.loops);
  },
};
