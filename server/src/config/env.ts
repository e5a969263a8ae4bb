import { z } from 'zod';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from '../platform/wechat/simulator/account';

/** Secrets that make a first run work without any set-up; production refuses them. */
const DEVELOPMENT_SECRETS = {
  WECHAT_PUSH_TOKEN: 'development-push-token',
  WECHAT_PUSH_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  PHONE_KEYS: `dev:${Buffer.alloc(32, 'linzhang-development-phone-key').toString('base64')}`,
  HASH_KEY: 'linzhang-development-hash-key-not-for-production',
  CODE_KEYS: `dev:${Buffer.alloc(32, 'linzhang-development-code-key').toString('base64')}`,
} as const;

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** One or more `id:base64(32 bytes)`, comma-separated; the first one encrypts, the others still decrypt. */
const keyRing = z.string().transform((text, context) => {
  const keys = text.split(',').map((part) => {
    const at = part.indexOf(':');
    return { id: part.slice(0, at).trim(), key: Buffer.from(part.slice(at + 1), 'base64') as Buffer };
  });
  for (const { id, key } of keys) {
    if (!/^[\w-]{1,32}$/.test(id) || key.length !== 32) {
      context.addIssue({ code: 'custom', message: 'must be id:base64 of 32 bytes, several separated by commas' });
      return z.NEVER;
    }
  }
  return keys;
});

const TEMPLATE = /^(event|offer|account|work):([\w-]{1,64}):(\w{1,30}):(\w{1,30}):(\w{1,30})$/;

/** `event:<template id>:thing1:thing4:time3` and the like, one for each topic that is to be sent, comma-separated. */
const templates = z.string().transform((text, context) =>
  text.split(',').map((part) => {
    const match = TEMPLATE.exec(part.trim());
    if (!match) {
      context.addIssue({
        code: 'custom',
        message: 'must be topic:id:title:text:time, topic event, offer, account or work',
      });
      return z.NEVER;
    }
    const [, topic, id = '', title = '', body = '', time = ''] = match;
    return { topic: topic as 'event' | 'offer' | 'account' | 'work', id, fields: { title, text: body, time } };
  }),
);

/** Every variable the server reads; the sentence is what the faults at start print. */
const Variables = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'])
    .default('development')
    .describe('production refuses development secrets and the simulator'),
  PORT: port.default(8080).describe('port of the HTTP server; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the HTTP server binds to'),
  PUBLIC_URL: z.url().optional().describe('address under which phones reach this server; default http://HOST:PORT'),
  DATA_DIR: z.string().min(1).default('.data').describe('folder of the embedded database, used without MONGODB_URI'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//)
    .optional()
    .describe('replica set to use; without it the embedded database starts'),
  EMBEDDED_OK: flag.default(false).describe('1 allows the embedded database in production (one small machine)'),
  TRUST_PROXY: flag.default(false).describe('1 takes the client address from X-Forwarded-For (behind nginx)'),
  H5_DIR: z.string().optional().describe('folder of the built h5 pages to serve'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('least severe log line printed'),
  RATE_PER_ACTOR: z.coerce.number().int().min(1).default(300).describe('requests a minute of one signed-in account'),
  RATE_PER_ADDRESS: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe('requests a minute of one address without a session; a whole market may share one'),
  REQUEST_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(120_000)
    .default(30_000)
    .describe('time after which a request is answered with timed_out'),
  STOP_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(120_000)
    .default(20_000)
    .describe('time requests in flight get at SIGTERM'),
  WECHAT_APPID: z.string().optional().describe('appid of the mini-program; without it the WeChat simulator is used'),
  WECHAT_SECRET: z.string().optional().describe('secret that goes with WECHAT_APPID'),
  WECHAT_API_BASE: z.url().default('https://api.weixin.qq.com').describe('base address of the platform'),
  WECHAT_PUSH_TOKEN: z
    .string()
    .min(1)
    .default(DEVELOPMENT_SECRETS.WECHAT_PUSH_TOKEN)
    .describe('token of the message push settings'),
  WECHAT_PUSH_AES_KEY: z
    .string()
    .regex(/^[0-9A-Za-z]{43}$/)
    .default(DEVELOPMENT_SECRETS.WECHAT_PUSH_AES_KEY)
    .describe('EncodingAESKey of the message push settings'),
  WECHAT_TEMPLATES: templates
    .optional()
    .describe('subscription templates, comma-separated: topic:id:title field:text field:time field; default none'),
  SIMULATOR_PORT: port.default(0).describe('port of the WeChat simulator; 0 takes a free one'),
  PHONE_KEYS: keyRing
    .default(parseDevelopmentRing(DEVELOPMENT_SECRETS.PHONE_KEYS))
    .describe('keys that encrypt phone numbers and openids (AES-256-GCM)'),
  CODE_KEYS: keyRing
    .default(parseDevelopmentRing(DEVELOPMENT_SECRETS.CODE_KEYS))
    .describe('keys that sign rotating codes and share tokens'),
  HASH_KEY: z
    .string()
    .min(32)
    .default(DEVELOPMENT_SECRETS.HASH_KEY)
    .describe('key of the hashes that find a phone or an openid; it can never change'),
  DEMO_DATA: z
    .enum(['0', '1', 'people', 'market'])
    .default('1')
    .describe('demo data of a first run (never made in production): 0 for none, people alone, market without history'),
});

function parseDevelopmentRing(text: string): { id: string; key: Buffer }[] {
  const at = text.indexOf(':');
  return [{ id: text.slice(0, at), key: Buffer.from(text.slice(at + 1), 'base64') }];
}

export type Env = z.output<typeof Variables> & { production: boolean; simulator: boolean };

/** All faults of the environment at once; the message is what the operator reads. */
export class EnvError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The environment is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'EnvError';
  }
}

/** Reads the variables; throws EnvError with every fault listed. Empty values count as missing. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  const faults = [
    ...(parsed.error?.issues ?? []).map(
      (issue) => `${issue.path.join('.')}: ${issue.message} (${describe(issue.path[0])})`,
    ),
    ...pairFaults(given),
    ...(given['NODE_ENV'] === 'production' ? productionFaults(given) : []),
  ];
  if (!parsed.success || faults.length > 0) throw new EnvError(faults);
  const env = parsed.data;
  return { ...env, production: env.NODE_ENV === 'production', simulator: env.WECHAT_APPID === undefined };
}

/** Variables as they were given, before they are read: so what does not fit together is told with what is malformed. */
type Given = Readonly<Record<string, string | undefined>>;

function pairFaults(given: Given): string[] {
  const both = (given['WECHAT_APPID'] === undefined) === (given['WECHAT_SECRET'] === undefined);
  return both ? [] : ['WECHAT_APPID and WECHAT_SECRET go together'];
}

function productionFaults(given: Given): string[] {
  const faults: string[] = [];
  const { WECHAT_APPID: appid, WECHAT_SECRET: secret, WECHAT_API_BASE: base } = given;
  if (appid === undefined || appid === SIMULATOR_APPID || secret === SIMULATOR_SECRET)
    faults.push('WECHAT_APPID: production does not run on the WeChat simulator');
  if (base !== undefined && !base.startsWith('https://'))
    faults.push('WECHAT_API_BASE: production sends its secret over https only');
  if (!given['MONGODB_URI'] && given['EMBEDDED_OK'] !== '1')
    faults.push('MONGODB_URI: missing; set EMBEDDED_OK=1 to use the embedded database on one small machine');
  for (const [name, known] of Object.entries(DEVELOPMENT_SECRETS)) {
    const own = given[name];
    // One of several keys in a ring may be the known one.
    if (own === undefined || own.includes(known.slice(known.indexOf(':') + 1).replace(/=+$/, '')))
      faults.push(`${name}: production needs its own secret`);
  }
  return faults;
}

function describe(name: PropertyKey | undefined): string {
  const shape: Record<string, z.ZodType> = Variables.shape;
  return shape[String(name)]?.description ?? 'unknown variable';
}

/** The variables with their sentences; the tables of the READMEs are compared with them. */
export function describeEnv(): { name: string; description: string }[] {
  return Object.entries(Variables.shape).map(([name, schema]) => ({
    name,
    description: (schema as z.ZodType).description ?? '',
  }));
}
