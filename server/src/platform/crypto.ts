import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Key {
  id: string;
  key: Buffer;
}

/** A sealed text: AES-256-GCM, base64 of nonce (12 bytes), tag (16) and ciphertext, with the id of its key. */
export interface Sealed {
  keyId: string;
  box: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals with the first key of the ring. `purpose` is bound in, so a box cannot be moved to another field. */
export function seal(ring: readonly Key[], purpose: string, text: string): Sealed {
  const current = ring[0];
  if (!current) throw new Error('no key to encrypt with');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', current.key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(purpose),
  );
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { keyId: current.id, box: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64') };
}

/** Opens a sealed text; throws where the key is not in the ring or the box was altered. */
export function unseal(ring: readonly Key[], purpose: string, sealed: Sealed): string {
  const key = ring.find((candidate) => candidate.id === sealed.keyId);
  if (!key) throw new Error(`no key ${sealed.keyId} in the ring`);
  const box = Buffer.from(sealed.box, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key.key, box.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** Keyed hash (HMAC-SHA-256, hex) by which a secret value is found without being readable. */
export function blindIndex(key: string, purpose: string, text: string): string {
  return createHmac('sha256', key).update(`${purpose}\0${text}`).digest('hex');
}

/** SHA-256 in hex: for random tokens, which need no key. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A new unguessable token of 256 bits, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares two secrets without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
