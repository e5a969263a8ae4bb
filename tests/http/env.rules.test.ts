import { describeEnv, EnvError, readEnv } from '../../server/src/config/env';

const KEY = Buffer.alloc(32, 'k').toString('base64');
const PRODUCTION = {
  NODE_ENV: 'production',
  WECHAT_APPID: 'wx1234567890abcdef',
  WECHAT_SECRET: 'a-secret-of-our-own',
  WECHAT_PUSH_TOKEN: 'our-token',
  WECHAT_PUSH_AES_KEY: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg',
  PHONE_KEYS: `p1:${KEY}`,
  CODE_KEYS: `c1:${KEY}`,
  HASH_KEY: 'h'.repeat(32),
  MONGODB_URI: 'mongodb://db1,db2/linzhang?replicaSet=rs0',
};

/** Names of the variables that are told to be faulty. */
function faultsOf(source: Record<string, string | undefined>): string[] {
  try {
    readEnv(source as NodeJS.ProcessEnv);
    return [];
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.faults.map((fault) => /^\w+/.exec(fault)?.[0] ?? fault);
  }
}

describe('an empty environment', () => {
  it('is enough for a first run on this machine', () => {
    const env = readEnv({});
    expect([env.PORT, env.HOST, env.DATA_DIR, env.simulator, env.production]).toEqual([
      8080,
      '127.0.0.1',
      '.data',
      true,
      false,
    ]);
  });

  it('may have empty variables, as compose files leave them', () => {
    expect(readEnv({ PORT: '', MONGODB_URI: '', WECHAT_APPID: '' }).PORT).toBe(8080);
  });
});

describe('a wrong variable stops the start', () => {
  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['NODE_ENV', 'staging'],
    ['MONGODB_URI', 'postgres://x'],
    ['EMBEDDED_OK', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['RATE_PER_ACTOR', '0'],
    ['REQUEST_TIMEOUT_MS', '1'],
    ['WECHAT_API_BASE', 'api.weixin.qq.com'],
    ['WECHAT_PUSH_AES_KEY', 'short'],
    ['WECHAT_PUSH_AES_KEY', `${'a'.repeat(42)}!`],
    ['PHONE_KEYS', 'no-colon'],
    ['PHONE_KEYS', `k1:${Buffer.alloc(31).toString('base64')}`],
    ['PHONE_KEYS', `k1:${KEY},k 2:${KEY}`],
    ['HASH_KEY', 'short'],
    ['WECHAT_TEMPLATES', 'event:abc:thing1:thing2'],
    ['WECHAT_TEMPLATES', 'event:abc:thing1:thing2:time3,lottery:abc:thing1:thing2:time3'],
  ])('%s=%s', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([name]);
  });

  it('with all faults listed at once, each with its sentence and without its value', () => {
    const source = {
      ...PRODUCTION,
      PORT: 'x',
      HOST: 'h',
      WECHAT_SECRET: undefined,
      HASH_KEY: 'tiny-secret',
      MONGODB_URI: undefined,
    };
    expect(faultsOf(source).sort()).toEqual(['HASH_KEY', 'MONGODB_URI', 'PORT', 'WECHAT_APPID']);
    try {
      readEnv(source as NodeJS.ProcessEnv);
    } catch (error) {
      expect(String(error)).toContain('port of the HTTP server');
      expect(String(error)).not.toContain('tiny-secret');
    }
  });

  it('when the appid comes without its secret', () => {
    expect(faultsOf({ WECHAT_APPID: 'wx1' })).toHaveLength(1);
    expect(faultsOf({ WECHAT_SECRET: 's' })).toHaveLength(1);
  });
});

it('reads the templates of subscription messages, by topic', () => {
  const { WECHAT_TEMPLATES: templates } = readEnv({
    WECHAT_TEMPLATES: 'event:a-B_1:thing1:thing4:time3, offer:c:thing2:thing5:time1',
  });
  expect(templates).toEqual([
    { topic: 'event', id: 'a-B_1', fields: { title: 'thing1', text: 'thing4', time: 'time3' } },
    { topic: 'offer', id: 'c', fields: { title: 'thing2', text: 'thing5', time: 'time1' } },
  ]);
});

describe('production', () => {
  it('starts with its own secrets, a database and a real app', () => {
    const env = readEnv(PRODUCTION);
    expect([env.production, env.simulator]).toEqual([true, false]);
    expect(readEnv({ ...PRODUCTION, MONGODB_URI: undefined, EMBEDDED_OK: '1' }).MONGODB_URI).toBeUndefined();
  });

  const known = readEnv({});
  const ring = (keys: { id: string; key: Buffer }[]) =>
    keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');

  it.each<[string, Record<string, string | undefined>, string[]]>([
    ['the simulator', { WECHAT_APPID: undefined, WECHAT_SECRET: undefined }, ['WECHAT_APPID']],
    ["the simulator's account", { WECHAT_APPID: 'wx5117e1f0000000aa' }, ['WECHAT_APPID']],
    ["the simulator's secret", { WECHAT_SECRET: 'simulator-secret' }, ['WECHAT_APPID']],
    ['a platform without https', { WECHAT_API_BASE: 'http://127.0.0.1:9000' }, ['WECHAT_API_BASE']],
    ['no database', { MONGODB_URI: undefined }, ['MONGODB_URI']],
    ['no database and EMBEDDED_OK=0', { MONGODB_URI: undefined, EMBEDDED_OK: '0' }, ['MONGODB_URI']],
    ['no push token', { WECHAT_PUSH_TOKEN: undefined }, ['WECHAT_PUSH_TOKEN']],
    ["development's push token", { WECHAT_PUSH_TOKEN: known.WECHAT_PUSH_TOKEN }, ['WECHAT_PUSH_TOKEN']],
    ["development's push key", { WECHAT_PUSH_AES_KEY: known.WECHAT_PUSH_AES_KEY }, ['WECHAT_PUSH_AES_KEY']],
    ["development's phone key", { PHONE_KEYS: ring(known.PHONE_KEYS) }, ['PHONE_KEYS']],
    [
      "development's phone key under another name, behind an own one",
      { PHONE_KEYS: `p1:${KEY},old:${known.PHONE_KEYS[0]?.key.toString('base64')}` },
      ['PHONE_KEYS'],
    ],
    ["development's code key", { CODE_KEYS: ring(known.CODE_KEYS) }, ['CODE_KEYS']],
    ["development's hash key", { HASH_KEY: known.HASH_KEY }, ['HASH_KEY']],
  ])('refuses %s', (_what, change, faults) => {
    expect(faultsOf({ ...PRODUCTION, ...change })).toEqual(faults);
  });
});

describe('every variable', () => {
  it('has a sentence', () => {
    for (const { name, description } of describeEnv()) expect([name, description.length > 10]).toEqual([name, true]);
  });
});
