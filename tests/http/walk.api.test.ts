import { AUDIT_ACTIONS } from '@linzhang/shared/audit/audit.rules';
import { contracts } from '@linzhang/shared/contracts';
import type { Contract } from '@linzhang/shared/kernel/contract';
import { Audit } from '../../server/src/audit/audit.model';
import { openidOf } from '../../server/src/platform/wechat/simulator/state';
import { codeOf, type Reply, TestApi } from '../support/api';
import { type Dump, everything, idsIn, namingAny } from '../support/dump';
import type { Person } from '../support/people';
import { buildTwoWorlds, type TwoWorlds, type World } from '../support/world/world';
import { operatorAsks, strangerAsks } from './walk/hostile';
import { type Ask, callBy, playerOf, takesBody, type Visit } from './walk/visit';
import { VISITS } from './walk/visits';

/** Longer than the walk takes. */
const WALK_MS = 30 * 60_000;

let api: TestApi;
let worlds: TwoWorlds;
beforeAll(async () => {
  api = await TestApi.start();
  // Rows that expire do so by the database's clock: none may go while the walk compares, however long it takes.
  api.clock.advance(Math.max(0, Date.now() + WALK_MS - api.clock.now().getTime()));
  worlds = await buildTwoWorlds(api);
}, 60_000);
afterAll(() => api.stop());

const ALL = Object.entries(contracts);

const askOf = async (visit: Visit, world: World): Promise<Ask> => (await visit.ask?.(world, worlds)) ?? {};

const call = (contract: Contract, ask: Ask, person: Person | null): Promise<Reply> =>
  callBy(api, contract, ask, person);

/** A refusal of a typed code is counted: the one thing that it may write. */
async function stored(): Promise<Dump> {
  const { employeehours: _counted, ...rest } = await everything();
  return rest;
}

/** Ids that stand in rows of one branch only: what the other must neither read nor change. */
function ownIds({
  id,
  head,
  staff,
  cashier,
  manager,
  member,
  friend,
  group,
  event,
  claim,
  redeemed,
}: World): Set<string> {
  const people = [head, staff, cashier, manager, member, friend].map(({ me }) => me.id);
  return new Set([id, group.id, event.id, claim.id, redeemed.claimId, redeemed.redemptionId, ...people]);
}

/** The other's call for the very same thing: it must be refused where the visit says so. */
async function callAsOther(contract: Contract, visit: Visit, ask: Ask): Promise<void> {
  const other = playerOf(visit.other ?? visit.by, worlds.b, worlds);
  const { as: _made, ...same } = ask;
  const reply = await call(contract, same, other);
  if (visit.others === 'refused') expect([403, 404]).toContain(reply.status);
  else if (typeof visit.others === 'object') expect(codeOf(reply)).toBe(visit.others.refusedAs);
}

/** The other's call for the own thing, or for what is for everybody; gives back what is stored then. */
async function callForOwn(contract: Contract, visit: Visit, before: Dump): Promise<Dump> {
  const other = playerOf(visit.other ?? visit.by, worlds.b, worlds);
  const own = visit.others === 'own';
  const ask = await askOf(visit, own ? worlds.b : worlds.a);
  const ids = ownIds(worlds.a);
  const reply = await call(contract, ask, other);
  expect({ status: reply.status < 300, body: reply.body }).toEqual({ status: true, body: reply.body });
  const after = await stored();
  if (!own) return after;
  expect(idsIn(JSON.stringify(reply.body)).filter((id) => ids.has(id))).toEqual([]);
  expect(namingAny(after, ids)).toEqual(namingAny(before, ids));
  return after;
}

/** Calls that no endpoint may take: operators in each field, fields that nobody asked for. */
async function callWithHostile(contract: Contract, ask: Ask, person: Person | null): Promise<void> {
  for (const hostile of [...operatorAsks(ask), ...strangerAsks(ask, takesBody(contract))]) {
    const as = ask.as ? { as: ask.as } : {};
    const reply = await call(contract, { ...hostile, ...as }, person);
    expect({ hostile, status: reply.status }).toEqual({ hostile, status: 400 });
  }
}

describe('every endpoint, called with real ids', () => {
  it('is in the walk, and nothing else is', () => {
    expect(Object.keys(VISITS).sort()).toEqual(ALL.map(([name]) => name).sort());
  });

  it.each(ALL)(
    '%s answers whose it is and nobody else',
    async (name, contract) => {
      const visit = VISITS[name];
      if (!visit) throw new Error(`${name} is not in the walk`);
      const ask = await askOf(visit, worlds.a);
      const person = playerOf(visit.by, worlds.a, worlds);
      let before = await stored();
      if (visit.others === 'own' || visit.others === 'open') before = await callForOwn(contract, visit, before);
      else await callAsOther(contract, visit, ask);
      await callWithHostile(contract, ask, person);
      expect(await stored()).toEqual(before);

      const reply = await call(contract, ask, person);
      expect({ status: reply.status, body: reply.body }).toEqual({
        status: contract.status ?? (contract.response ? 200 : 204),
        body: reply.body,
      });
    },
    30_000,
  );
});

it('has left a line in the audit trail for everything that was done to people, money and rights', async () => {
  // Changing an origin takes two people and one request after another: its own tests see to the line.
  const done = new Set<string>([...(await Audit.distinct('action')), 'origin_changed']);
  expect(AUDIT_ACTIONS.filter((action) => !done.has(action))).toEqual([]);
});

it('has left no phone, openid or token in the database as it is', async () => {
  const text = JSON.stringify(await everything());
  const people = [worlds.a, worlds.b].flatMap((world) => [world.head, world.manager, world.cashier, world.member]);
  expect(
    people.flatMap(({ name, token }) => [openidOf(name), token]).filter((secret) => text.includes(secret)),
  ).toEqual([]);
  expect(text.match(/(?<!\d)1380000\d{4}(?!\d)/g)).toBeNull();
});
