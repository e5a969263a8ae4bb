import { contracts } from '@linzhang/shared/contracts';
import type { Contract } from '@linzhang/shared/kernel/contract';
import { codeOf, type Reply, TestApi } from '../support/api';
import { everything } from '../support/dump';
import { buildTwoWorlds, type TwoWorlds, type World } from '../support/world/world';
import { inputShapes } from './fuzz/shapes';
import { type Ask, callBy, playerOf, type Visit } from './walk/visit';
import { VISITS } from './walk/visits';

let api: TestApi;
let worlds: TwoWorlds;
beforeAll(async () => {
  api = await TestApi.start();
  api.clock.advance(Math.max(0, Date.now() + 3_600_000 - api.clock.now().getTime()));
  worlds = await buildTwoWorlds(api);
}, 60_000);
afterAll(() => api.stop());

const SHAPES = inputShapes();

/** Endpoints whose requests have an id of their own. */
const REPEATABLE = Object.entries(contracts).filter(([name]) => SHAPES.get(name)?.body?.properties?.['requestId']);

async function askOf(visit: Visit, world: World): Promise<Ask> {
  return (await visit.ask?.(world, worlds)) ?? {};
}

const withId = (ask: Ask, { body }: Ask): Ask => ({ ...ask, body: { ...ask.body, requestId: body?.['requestId'] } });

const call = (contract: Contract, visit: Visit, ask: Ask, world: World): Promise<Reply> =>
  callBy(api, contract, ask, playerOf(visit.by, world, worlds));

/** Who has left is nobody any more, and is told so. */
const LEAVES = ['deleteOwnAccount'];

async function playedBack(contract: Contract, visit: Visit, ask: Ask, first: Reply): Promise<void> {
  const before = await everything();
  const again = await call(contract, visit, ask, worlds.a);
  expect([again.status, again.body]).toEqual([first.status, first.body]);
  expect(await everything()).toEqual(before);
}

/** The same id with something else in it, by the same person; nothing to see where there is nothing else to ask. */
async function reused(contract: Contract, visit: Visit, first: Ask): Promise<void> {
  const { as: _made, ...other } = withId(await askOf(visit, worlds.a), first);
  const isSame = JSON.stringify([other.params, other.body]) === JSON.stringify([first.params, first.body]);
  if (isSame || Object.values(other.params ?? {}).includes('')) return;
  const before = await everything();
  const reply = await call(contract, visit, first.as ? { ...other, as: first.as } : other, worlds.a);
  expect([reply.status, codeOf(reply)]).toEqual([409, 'request_reused']);
  expect(await everything()).toEqual(before);
}

/** The same id by somebody else is a request of that person's own. */
async function byOther(contract: Contract, visit: Visit, { ask, first }: { ask: Ask; first: Reply }): Promise<void> {
  const reply = await call(contract, visit, withId(await askOf(visit, worlds.b), ask), worlds.b);
  expect({ status: reply.status, code: codeOf(reply) }).toEqual({ status: first.status, code: null });
}

describe('a request that is played back', () => {
  it.each(REPEATABLE)(
    '%s has the answer of the first time, and of its own person alone',
    async (name, contract) => {
      const visit = VISITS[name];
      if (!visit) throw new Error(`${name} is not in the walk`);
      const ask = await askOf(visit, worlds.a);
      const first = await call(contract, visit, ask, worlds.a);
      expect({ status: first.status < 300, body: first.body }).toEqual({ status: true, body: first.body });
      if (LEAVES.includes(name)) {
        expect(codeOf(await call(contract, visit, ask, worlds.a))).toBe('signed_out');
      } else {
        await playedBack(contract, visit, ask, first);
        await reused(contract, visit, ask);
      }
      // There is one admin in the two worlds.
      if (visit.by !== 'admin') await byOther(contract, visit, { ask, first });
    },
    30_000,
  );
});
