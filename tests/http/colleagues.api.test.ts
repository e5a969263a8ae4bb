import { contracts } from '@linzhang/shared/contracts';
import { type Reply, TestApi } from '../support/api';
import { everything, idsIn } from '../support/dump';
import { buildWorker, type Worker } from '../support/people';
import { buildTwoWorlds, type TwoWorlds } from '../support/world/world';
import { SHARED_WITH_COLLEAGUES } from './walk/colleagues';
import { type Ask, callBy, type Visit } from './walk/visit';
import { VISITS } from './walk/visits';

let api: TestApi;
let worlds: TwoWorlds;
beforeAll(async () => {
  api = await TestApi.start();
  api.clock.advance(Math.max(0, Date.now() - api.clock.now().getTime()));
  worlds = await buildTwoWorlds(api);
}, 60_000);
afterAll(() => api.stop());

/** Endpoints that the walk calls as a manager or a head. */
const LED = Object.entries(contracts).filter(([name]) =>
  ['manager', 'head', 'otherHead'].includes(VISITS[name]?.by ?? ''),
);

/** People whose portfolio is not the colleague's. */
const foreign = () => {
  const { manager, member, friend } = worlds.a;
  return new Set([manager.employee.id, member.me.id, friend.me.id]);
};

/** Somebody who has just begun, and has taken nothing yet. */
const newColleague = (): Promise<Worker> => buildWorker(api, worlds.a.id, ['manager']);

async function callAsColleague(name: string, visit: Visit): Promise<Reply> {
  const contract = contracts[name];
  if (!contract) throw new Error(`${name} is no endpoint`);
  const { as: _made, ...ask }: Ask = (await visit.ask?.(worlds.a, worlds)) ?? {};
  const colleague = await newColleague();
  const before = SHARED_WITH_COLLEAGUES[name] === undefined ? await everything() : null;
  const reply = await callBy(api, contract, ask, colleague);
  if (before) expect(await everything()).toEqual(before);
  return reply;
}

describe('another manager of the branch', () => {
  it('is told of no endpoint that the walk does not know', () => {
    expect(Object.keys(SHARED_WITH_COLLEAGUES).filter((name) => !LED.some(([known]) => known === name))).toEqual([]);
  });

  it.each(LED.map(([name]) => name))(
    '%s keeps what is somebody else’s',
    async (name) => {
      const visit = VISITS[name];
      if (!visit) throw new Error(`${name} is not in the walk`);
      const reply = await callAsColleague(name, visit);
      const shared = SHARED_WITH_COLLEAGUES[name];
      if (shared === undefined) {
        expect({ status: [403, 404].includes(reply.status), body: reply.body }).toEqual({
          status: true,
          body: reply.body,
        });
        return;
      }
      expect({ status: reply.status < 300, body: reply.body }).toEqual({ status: true, body: reply.body });
      if (shared === 'own') expect(idsIn(JSON.stringify(reply.body)).filter((id) => foreign().has(id))).toEqual([]);
    },
    30_000,
  );
});
