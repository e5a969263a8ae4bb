import pino from 'pino';

export type Logger = pino.Logger;

/** Fields that never reach a log, wherever they stand. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'openid',
  'openId',
  'unionid',
  'touser',
  'FromUserName',
  'phone',
  'phoneNumber',
  'purePhoneNumber',
  'workPhone',
  'token',
  'access_token',
  'session_key',
  'secret',
  'code',
  'js_code',
  'proof',
  'authorization',
  'cookie',
]);

const DEEPEST = 6;

/** JSON lines with secrets taken out. `destination` is for tests. */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: (line) => withoutSecrets(line, 0) as Record<string, unknown> },
    serializers: { err: plainError },
  };
  // Written in the background, in order; what is left is written when the process ends.
  return pino(options, destination ?? pino.destination({ sync: false }));
}

function withoutSecrets(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutPhones(value);
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth > DEEPEST) return '[deep]';
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value))
    copy[name] = SECRET_FIELDS.has(name) ? '[redacted]' : withoutSecrets(each, depth + 1);
  return copy;
}

const MOBILE_NUMBER = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const OPENID = /(?<![\w-])o[\w-]{27}(?![\w-])/g;

/** A text with phone numbers masked and openids taken out: errors of libraries quote what they were given. */
export function withoutPhones(text: string): string {
  if (text.length < 11) return text;
  return text
    .replace(MOBILE_NUMBER, (phone) => `${phone.slice(0, 3)}****${phone.slice(7)}`)
    .replace(OPENID, '[openid]');
}

/** What an error may tell the log: its name, text and trace. Further fields may hold bodies, filters or documents. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutPhones(String(error)) };
  const { name, message, stack, code, cause } = error as Error & { code?: unknown };
  return {
    type: name,
    message: withoutPhones(message),
    ...(stack ? { stack: withoutPhones(stack) } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause === undefined ? {} : { cause: plainError(cause) }),
  };
}
