import * as aum from '@linzhang/shared/aum/aum.endpoints';
import { contracts } from '@linzhang/shared/contracts';
import type { Contract } from '@linzhang/shared/kernel/contract';
import { ERRORS } from '@linzhang/shared/kernel/errors';
import * as prospects from '@linzhang/shared/prospects/prospects.endpoints';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { TestApi } from '../support/api';
import { type Dump, everything } from '../support/dump';
import { csvOf, workLists } from '../support/world/lists';
import { workProspectLists } from '../support/world/prospectLists';
import { buildTwoWorlds, type TwoWorlds } from '../support/world/world';
import { HOSTILE_BODIES } from './fuzz/hostileValues';
import { draftOf, type Mutation, mutated, mutations } from './fuzz/mutations';
import { placesOf } from './fuzz/places';
import { inputShapes } from './fuzz/shapes';
import { type Answer, hangUp, isAccepted, send, type Wire, wireOf } from './fuzz/wire';
import { type Ask, playerOf, type Visit } from './walk/visit';
import { VISITS } from './walk/visits';

/** Changed calls of each endpoint: FUZZ_RUNS=500 looks longer. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10);
/** The same calls every time: FUZZ_SEED=7 takes others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_114);
const LONGEST_MS = 60_000 + RUNS * 1_000;
const FUZZ_MS = 6 * 3_600_000;

const faults: string[] = [];
let api: TestApi;
let worlds: TwoWorlds;
beforeAll(async () => {
  api = await TestApi.start({}, { write: (line) => line.includes('request failed') && faults.push(line) });
  // Rows that expire do so by the database's clock: none may go while dumps are compared.
  api.clock.advance(Math.max(0, Date.now() + FUZZ_MS - api.clock.now().getTime()));
  worlds = await buildTwoWorlds(api);
}, 60_000);
afterAll(async () => {
  hangUp();
  await api.stop();
});

const SHAPES = inputShapes();
const ALL = Object.entries(contracts);

/** What a call may write that is refused, or that only reads: a count of wrong codes, a line of who took what out. */
const MAY_WRITE: Readonly<Record<string, readonly string[]>> = {
  activateEmployee: ['numbertries'],
  getCodeImage: ['codeimages'],
  exportPortfolioMembers: ['audits'],
  exportPortfolioFigures: ['audits'],
};

async function stored(name: string): Promise<Dump> {
  const dump = await everything();
  return Object.fromEntries(Object.entries(dump).filter(([collection]) => !MAY_WRITE[name]?.includes(collection)));
}

/** What would work; in a new world where accepted calls have used up or changed the old one. */
async function askOf(visit: Visit): Promise<Ask> {
  try {
    return (await visit.ask?.(worlds.a, worlds)) ?? {};
  } catch {
    worlds = await buildTwoWorlds(api);
    return (await visit.ask?.(worlds.a, worlds)) ?? {};
  }
}

/** What must not be in a refusal: where the code lies, and what it is made of. */
const INNER = /\bat .+:\d+:\d+|node_modules|\/src\/|\.[cm]?[jt]s\b|E11000|BSON|[Mm]ongo|CastError|ZodError/;
/** A refusal is no copy of what was sent. */
const MOST_LETTERS = 20_000;

function faultOf({ status, text }: Answer): string | null {
  if (status >= 500) return `answered ${status}: ${faults.at(-1) ?? text}`;
  if (status < 400) return null;
  if (INNER.test(text)) return `tells what is inside: ${text.slice(0, 2_000)}`;
  if (text.length > MOST_LETTERS) return `answers with ${text.length} letters`;
  const { error } = JSON.parse(text) as { error?: { code?: string; traceId?: string } };
  return error?.code && Object.hasOwn(ERRORS, error.code) && error.traceId ? null : `has no code: ${text}`;
}

const shown = (wire: Wire): string =>
  `${wire.method} ${wire.path.slice(0, 300)}?${wire.search.slice(0, 300)} ${wire.body?.slice(0, 700) ?? ''} ${JSON.stringify(wire.headers).slice(0, 300)}`;

/** The changed calls of one endpoint, one after another. */
class Fuzz {
  private ask: Ask = {};
  private before: Dump = {};
  private looked = true;

  constructor(
    private readonly name: string,
    private readonly contract: Contract,
    private readonly visit: Visit,
  ) {}

  async begin(): Promise<void> {
    this.ask = await askOf(this.visit);
    this.before = await stored(this.name);
    this.looked = true;
  }

  /** What was refused since the beginning has left nothing. */
  async wroteNothing(): Promise<void> {
    if (!this.looked) expect(await stored(this.name)).toEqual(this.before);
    this.looked = true;
  }

  async try(changes: readonly Mutation[]): Promise<void> {
    const shapes = SHAPES.get(this.name);
    if (!shapes) throw new Error(`${this.name} is not in the description of the API`);
    const places = placesOf(this.ask, shapes);
    const draft = changes.reduce((each, change) => mutated(each, places, change), draftOf(this.ask));
    const token = (this.ask.as ?? playerOf(this.visit.by, worlds.a, worlds))?.token;
    const wire = wireOf(this.contract, draft, this.ask.file, token);
    const accepted = isAccepted(this.contract, wire, this.ask.file !== undefined);
    const writes = this.contract.route.method !== 'get';
    if (accepted && writes) await this.wroteNothing();
    this.looked = false;
    const answer = await send(api.url, wire);
    const signedOut = answer.status === 401 && !('authorization' in draft.headers);
    const fault = faultOf(answer) ?? (signedOut ? 'is not signed in' : null);
    const slipped = answer.status < 300 && !accepted ? 'took what its contract refuses' : null;
    if (fault ?? slipped) throw new Error(`${this.name} ${fault ?? slipped}\n${shown(wire)}`);
    if (answer.status < 300 && writes) await this.begin();
  }
}

describe('every endpoint, called with what nobody should send', () => {
  it.each(ALL)(
    '%s refuses by a code, says nothing of itself and writes nothing',
    async (name, contract) => {
      const visit = VISITS[name];
      if (!visit) throw new Error(`${name} is not in the walk`);
      const fuzz = new Fuzz(name, contract, visit);
      await fuzz.begin();
      const tried = fc.asyncProperty(mutations, (changes) => fuzz.try(changes));
      const seed = SEED + ALL.findIndex(([each]) => each === name);
      await fc.assert(tried, { numRuns: RUNS, seed, endOnFailure: true });
      await fuzz.wroteNothing();
    },
    LONGEST_MS,
  );
});

describe('a list of whatever content', () => {
  const UPLOADS = [aum.uploadAumImport, prospects.uploadProspectImport];

  it.each(UPLOADS)('$path is taken or refused by a code, and worked off', async (route) => {
    const { head } = worlds.a;
    const query = { fileName: '=名单.csv', ...(route === aum.uploadAumImport ? { branchId: worlds.a.id } : {}) };
    for (const make of HOSTILE_BODIES) {
      const { text: file } = make(csvOf([{ customerNo: '=1+1', name: '\0', deposits: '1e309', asOf: '0000-00-00' }]));
      const { status, body } = await api.call(route, { token: head.token, query, file });
      expect(faultOf({ status, text: JSON.stringify(body) })).toBeNull();
    }
    await workLists(api);
    await workProspectLists(api);
    expect(await mongoose.connection.collection('uploadpieces').countDocuments()).toBe(0);
  });
});
