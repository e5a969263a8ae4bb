import type { Hostile } from './fuzz/hostile-builders';
import { HOSTILE_EXPRESSIONS, HOSTILE_PIPELINES } from './fuzz/hostile-commands';
import { HOSTILE_QUERIES, HOSTILE_WRITES } from './fuzz/hostile-queries';
import { isError, Target } from './fuzz/target';

const DOCUMENTS = 1000;
/** Nobody is served worse than by this for a command that does not end by itself. */
const ANSWER_LIMIT_MS = 15_000;

let target: Target;
let before: string;

beforeAll(async () => {
  target = await Target.start();
  const pad = 'x'.repeat(300);
  const documents = Array.from({ length: DOCUMENTS }, (_, i) => ({
    _id: i as never,
    n: i,
    group: i % 10,
    text: `${'a'.repeat(40)}!`,
    pad,
  }));
  const kept = target.client.db('fuzz').collection('kept');
  await kept.insertMany(documents);
  await kept.createIndex({ n: 1 });
  before = await target.dump();
}, 60_000);
afterAll(async () => {
  await target.stop();
  console.info(`most memory: ${target.mostMemoryMb} MB`);
});

/** A command without an answer in time counts as refused: it is ended by closing its connection. */
async function suffer({ command, refused }: Hostile): Promise<void> {
  const reply = await target.command(command(), ANSWER_LIMIT_MS);
  if (refused && reply) expect(isError(reply)).toBe(true);
  await target.check();
}

describe.each([
  ['expressions', HOSTILE_EXPRESSIONS],
  ['pipelines', HOSTILE_PIPELINES],
  ['queries', HOSTILE_QUERIES],
])('Hostile %s', (_, commands) => {
  it.each(commands.map((hostile) => [hostile.name, hostile] as const))(
    '%s: others are served, memory stays small, nothing is written',
    async (_name, hostile) => {
      await suffer(hostile);
      expect(await target.dump()).toBe(before);
    },
    30_000,
  );
});

describe('Hostile writes', () => {
  it.each(HOSTILE_WRITES.map((hostile) => [hostile.name, hostile] as const))(
    '%s: others are served and memory stays small',
    (_name, hostile) => suffer(hostile),
    30_000,
  );

  it('leave what is not theirs as it was', async () => {
    await target.client.db('fuzz').collection('scratch').drop();
    expect(await target.dump()).toBe(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 30_000);
});
