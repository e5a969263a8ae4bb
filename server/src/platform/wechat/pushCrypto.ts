import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { sameSecret } from '../crypto';

/** SHA-1 of the sorted, joined parts: how the platform signs what it pushes. */
export function pushSignature(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** True where `signature` is the platform's for these parts. */
export function isSigned(signature: string, ...parts: string[]): boolean {
  return sameSecret(signature, pushSignature(...parts));
}

const BLOCK = 32;
const RANDOM_BYTES = 16;

function keyOf(encodingAesKey: string): Buffer {
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/** Opens a secure-mode message; throws where the padding, the length or the appid is wrong. */
export function decryptPush(encrypted: string, encodingAesKey: string, appid: string): string {
  const key = keyOf(encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const filler = padded.subarray(Math.max(0, padded.length - padding));
  if (padding < 1 || padding > BLOCK || filler.length !== padding || filler.some((byte) => byte !== padding))
    throw new Error('push: bad padding');
  const plain = padded.subarray(0, padded.length - padding);
  const end = plain.length < RANDOM_BYTES + 4 ? Infinity : RANDOM_BYTES + 4 + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw new Error('push: bad length');
  if (plain.subarray(end).toString('utf8') !== appid) throw new Error('push: another appid');
  return plain.subarray(RANDOM_BYTES + 4, end).toString('utf8');
}

/** Seals a message as the platform does (the simulator and the tests push with it). */
export function encryptPush(
  message: string,
  encodingAesKey: string,
  appid: string,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const key = keyOf(encodingAesKey);
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(appid, 'utf8')]);
  const padding = BLOCK - (plain.length % BLOCK);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
