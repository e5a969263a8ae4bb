import { DAY_MS } from '@linzhang/shared/kernel/time';
import { LEAD_STATES } from '@linzhang/shared/leads/leads.rules';
import { PROSPECT_STATES } from '@linzhang/shared/prospects/prospects.rules';
import { SEGMENTS } from '@linzhang/shared/tiering/segment.rules';
import { TIERS } from '@linzhang/shared/tiering/tiers.rules';
import mongoose from 'mongoose';
import { CROWD, HISTORY_DAYS } from '../../server/src/demo/history/crowd';
import { findDifferences } from '../../server/src/verifications';
import { differences } from '../support/differences';
import { openTestDatabase, startProcess, type TestProcess } from '../support/processes';

/** Filling takes some twenty seconds, a look over everything some more; a killed run keeps others waiting for fifteen. */
jest.setTimeout(300_000);

const POLL_MS = 50;

let database: { uri: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const collection = (name: string) => mongoose.connection.collection(name);
const count = (name: string, filter: Record<string, unknown> = {}) => collection(name).countDocuments(filter);
const partsDone = async (): Promise<string[]> => (await collection('demoruns').findOne({}))?.['parts'] ?? [];

function start(): TestProcess {
  const env = { MONGODB_URI: database.uri, PORT: '0', DEMO_DATA: '1', LOG_LEVEL: 'error' };
  return startProcess('server/src/main.ts', env);
}

async function end({ child, ended }: TestProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  child.kill(signal);
  await ended;
}

/** Starts a server and ends it the moment it listens: nothing of its own work has begun. */
async function startAndStop(): Promise<void> {
  const server = start();
  await server.message();
  await end(server, 'SIGTERM');
}

const MADE = [
  ...['branches', 'employees', 'members', 'groups', 'memberships', 'channels', 'touches', 'events', 'booths', 'stamps'],
  ...[
    'engagements',
    'conversions',
    'credits',
    'offers',
    'claims',
    'redemptions',
    'aumimports',
    'aumaccounts',
    'aumrows',
  ],
  ...['leads', 'followups', 'prospects', 'audits'],
];
const counts = async () => Object.fromEntries(await Promise.all(MADE.map(async (name) => [name, await count(name)])));

it('is made by one run and a killed one before it, and not once more by the next', async () => {
  const first = start();
  while (!(await partsDone()).includes('days-70')) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  await end(first, 'SIGKILL');
  await startAndStop();
  const made = await counts();
  expect(made).toMatchObject({ branches: 1, employees: 9, members: CROWD + 10, groups: 4, channels: 9, events: 4 });
  expect(made).toMatchObject({ booths: 32, offers: 12 });
  await startAndStop();
  expect(await counts()).toEqual(made);
});

it('has members with three months of engagements behind them', async () => {
  const oldest = await collection('engagements').findOne({}, { sort: { occurredAt: 1 } });
  expect(Date.now() - oldest?.['occurredAt'].getTime()).toBeGreaterThan((HISTORY_DAYS - 3) * DAY_MS);
  const kinds = await collection('engagements').distinct('kind');
  for (const kind of ['group_joined', 'phone_bound', 'signed_up', 'checked_in', 'stamped', 'stamp_card_completed'])
    expect(kinds).toContain(kind);
  for (const kind of ['badge_earned', 'claimed', 'redeemed', 'contact_added']) expect(kinds).toContain(kind);
  expect(await count('engagements', { occurredAt: { $gt: new Date() } })).toBe(0);
});

it('has lists of the bank with a month end in the last quarter and rows of yesterday, bad rows and doubts', async () => {
  expect(await collection('aumimports').distinct('status')).toEqual(['done']);
  expect(await count('aumimports')).toBeGreaterThanOrEqual(4);
  expect(await count('aumfaults', { rejected: true })).toBeGreaterThan(0);
  expect(await count('aumaccounts', { doubt: { $type: 'string' } })).toBeGreaterThan(0);
  expect((await collection('standings').distinct('result.tier')).sort()).toEqual([...TIERS].sort());
  expect((await collection('standings').distinct('result.segment')).sort()).toEqual([...SEGMENTS].sort());
  for (const kind of ['product_opened', 'aum_uplift']) expect(await count('conversions', { kind })).toBeGreaterThan(0);
});

it('has leads in every state, in the pool and on the desk of the head, and prospects of every kind', async () => {
  expect((await collection('leads').distinct('state')).sort()).toEqual([...LEAD_STATES].sort());
  expect((await collection('leads').distinct('desk')).sort()).toEqual(['head', 'pool']);
  expect((await collection('prospects').distinct('state')).sort()).toEqual([...PROSPECT_STATES].sort());
  const managers = await collection('employees').find({ roles: 'manager' }).toArray();
  for (const { _id } of managers) {
    expect(await count('relations', { ownerId: _id })).toBeGreaterThan(20);
    expect(await count('leads', { holderId: _id, live: true })).toBeGreaterThan(0);
    expect(await count('portfoliodays', { subjectId: _id })).toBeGreaterThan(30);
  }
});

it('has an offer and an origin manager that wait for the second head', async () => {
  expect((await collection('approvals').distinct('kind', { status: 'open' })).sort()).toEqual([
    'offer_publish',
    'origin_change',
  ]);
});

it('leaves no projection that differs from its ledger', async () => {
  expect(await differences(findDifferences())).toEqual([]);
});
