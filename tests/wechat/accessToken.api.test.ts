import { type RunningSimulator, startWechatSimulator } from '../../server/src/platform/wechat/simulator/simulator';
import { openTestDatabase, startProcess, type TestProcess } from '../support/processes';

const PROCESSES = 4;
const SLOW_MS = 1_500;

let simulator: RunningSimulator;
let database: { uri: string; drop: () => Promise<void> };
let processes: TestProcess[];

beforeAll(async () => {
  simulator = await startWechatSimulator();
  database = await openTestDatabase();
  const env = { MONGODB_URI: database.uri, SIMULATOR_URL: simulator.url };
  processes = Array.from({ length: PROCESSES }, () => startProcess('tests/wechat/readToken.ts', env));
  await Promise.all(processes.map((each) => each.message()));
}, 60_000);

afterAll(async () => {
  for (const each of processes) each.child.disconnect();
  await Promise.all(processes.map((each) => each.ended));
  await database.drop();
  await simulator.stop();
});

/** Every process asks for the token at the same time, twice; the tokens they got, and how often the platform was asked. */
async function askAll(rejected?: string): Promise<{ tokens: string[]; refreshes: number }> {
  const before = simulator.state.calls.token ?? 0;
  for (const each of processes) each.child.send({ rejected });
  const answers = await Promise.all(processes.map((each) => each.message<{ tokens?: string[]; error?: string }>()));
  expect(answers.flatMap((answer) => answer.error ?? [])).toEqual([]);
  return {
    tokens: answers.flatMap((answer) => answer.tokens ?? []),
    refreshes: (simulator.state.calls.token ?? 0) - before,
  };
}

describe('the access token of four processes', () => {
  it('is fetched by one of them while the platform is slow, and read by the others', async () => {
    simulator.state.failNext({ call: 'token', times: 1, delayMs: SLOW_MS });
    const { tokens, refreshes } = await askAll();
    expect(tokens).toHaveLength(2 * PROCESSES);
    expect(new Set(tokens).size).toBe(1);
    expect(refreshes).toBe(1);
  }, 30_000);

  it('is fetched by one of them again once the platform refuses it', async () => {
    const [old] = (await askAll()).tokens;
    simulator.state.voidToken();
    simulator.state.failNext({ call: 'token', times: 1, delayMs: SLOW_MS });
    const { tokens, refreshes } = await askAll(old);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(old);
    expect(refreshes).toBe(1);
  }, 30_000);

  it('is fetched by another process when the one that began was killed', async () => {
    const [old] = (await askAll()).tokens;
    simulator.state.voidToken();
    simulator.state.failNext({ call: 'token', times: 1, delayMs: 4_000 });
    const [first, ...others] = processes as [TestProcess, ...TestProcess[]];
    first.child.send({ rejected: old });
    while (simulator.state.hasFailureLeft('token')) await new Promise((resolve) => setTimeout(resolve, 50));
    first.child.kill('SIGKILL');
    await first.ended;
    processes = others;
    const { tokens } = await askAll(old);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(old);
  }, 60_000);
});
