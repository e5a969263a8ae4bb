import pino from 'pino';

export type Logger = pino.Logger;

/** Fields that never reach a log, wherever they stand in the first levels of an object. */
const SECRET_FIELDS = [
  'openid',
  'openId',
  'unionid',
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
  'authorization',
  'cookie',
];

const REDACTED_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]);

/** JSON lines with secrets taken out. `destination` is for tests. */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    serializers: { err: (error: unknown) => withoutPhones(pino.stdSerializers.err(error as Error)) },
  };
  return destination ? pino(options, destination) : pino(options);
}

const MOBILE_NUMBER = /(?<!\d)1[3-9]\d{9}(?!\d)/g;

/** Errors of libraries quote what they were given; a phone number in their text is masked. */
function withoutPhones(serialized: unknown): unknown {
  if (typeof serialized !== 'object' || serialized === null) return serialized;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(serialized)) {
    copy[name] =
      typeof value === 'string'
        ? value.replace(MOBILE_NUMBER, (phone) => `${phone.slice(0, 3)}****${phone.slice(7)}`)
        : value;
  }
  return copy;
}
