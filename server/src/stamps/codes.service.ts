import { createHmac, randomBytes } from 'node:crypto';
import { AppError } from '@linzhang/shared/kernel/errors';
import {
  CODES_AHEAD,
  type CodePurpose,
  codeTiming,
  formatCode,
  parseCode,
  type RotatingCode,
  signedPart,
  slotOf,
} from '@linzhang/shared/stamps/codes.rules';
import { Types } from 'mongoose';
import { isDuplicateKey } from '../db/duplicateKey';
import { type Key, sameSecret } from '../platform/crypto';
import { CodeAlias } from './codeAlias.model';

const ALIAS_BYTES = 12;
const MAC_BYTES = 16;

let ring: readonly Key[] = [];

/** Takes the keys that sign codes and shifts; the first signs, all verify. Called at start. */
export function useCodeKeys(keys: readonly Key[]): void {
  ring = keys;
}

/** An hour of rotating codes, from the slot of `now` on. */
export interface MintedCodes {
  firstSlot: number;
  codes: string[];
}

/** Mints a member's codes for an event, or to redeem with where `eventId` is null. */
export async function mintCodes(memberId: string, eventId: string | null, now: Date): Promise<MintedCodes> {
  const alias = await aliasOf(memberId, eventId, now);
  const purpose: CodePurpose = eventId === null ? 'redeem' : 'stamp';
  const key = signingKey();
  const firstSlot = slotOf(now);
  const codes = Array.from({ length: CODES_AHEAD }, (_none, index) => {
    const part = { purpose, alias, slot: firstSlot + index };
    return formatCode({ ...part, keyId: key.id, mac: macOf(key, signedPart(part)) });
  });
  return { firstSlot, codes };
}

async function aliasOf(memberId: string, eventId: string | null, now: Date): Promise<string> {
  const where = {
    memberId: new Types.ObjectId(memberId),
    eventId: eventId === null ? null : new Types.ObjectId(eventId),
    current: true,
  };
  for (;;) {
    const row = await CodeAlias.findOne(where, { _id: 1 }).lean();
    if (row) return row._id;
    try {
      await CodeAlias.create([{ ...where, _id: randomBytes(ALIAS_BYTES).toString('base64url'), createdAt: now }]);
    } catch (error) {
      // Another phone of the same member was first.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

/** A code that the server minted, with whom and what it is for; not yet whether it is good now. */
export interface VerifiedCode {
  memberId: string;
  /** Null for redeeming. */
  eventId: string | null;
  slot: number;
  /** Names this very code: one of an alias in a slot, whichever key signed it. */
  codeKey: string;
}

export type CodeRefusal = 'code_invalid' | 'code_expired' | 'code_future';

/** The parts of a code that was minted here for `purpose`; null for anything else. Reads nothing. */
export function genuineCode(text: string, purpose: CodePurpose): RotatingCode | null {
  const code = parseCode(text);
  if (code?.purpose !== purpose) return null;
  const key = ring.find((candidate) => candidate.id === code.keyId);
  return key && sameSecret(macOf(key, signedPart(code)), code.mac) ? code : null;
}

/** Names one code of one alias. */
export function codeKeyOf(code: Pick<RotatingCode, 'alias' | 'slot'>): string {
  return `${code.alias}.${code.slot}`;
}

/** Whose code it is, or why it is not accepted at `now`. */
export async function verifyCode(
  text: string,
  purpose: CodePurpose,
  now: Date,
): Promise<VerifiedCode | { refusal: CodeRefusal }> {
  const code = genuineCode(text, purpose);
  const alias = code ? await CodeAlias.findById(code.alias).lean() : null;
  if (!code || !alias) return { refusal: 'code_invalid' };
  const timing = codeTiming(code.slot, now);
  if (timing !== 'valid') return { refusal: timing === 'expired' ? 'code_expired' : 'code_future' };
  return {
    memberId: alias.memberId.toHexString(),
    eventId: alias.eventId?.toHexString() ?? null,
    slot: code.slot,
    codeKey: codeKeyOf(code),
  };
}

/** Whose code it is; throws the refusal, and `code_other_event` for a code of another event than `eventId`. */
export async function requireCode(
  text: string,
  purpose: CodePurpose,
  now: Date,
  eventId: string | null = null,
): Promise<VerifiedCode> {
  const verified = await verifyCode(text, purpose, now);
  if ('refusal' in verified) throw new AppError(verified.refusal);
  if (eventId !== null && verified.eventId !== eventId) throw new AppError('code_other_event');
  return verified;
}

/** Signs what a device is given to keep: `<payload in base64url>.<keyId>~<mac>`. `purpose` is bound in. */
export function signPayload(purpose: string, payload: unknown): string {
  const key = signingKey();
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${body}.${key.id}~${macOf(key, `${purpose}.${body}`)}`;
}

/** The payload of a token that was signed here for `purpose`; null for anything else. */
export function openPayload(purpose: string, token: string): unknown {
  const match = /^([\w-]+)\.([\w-]{1,32})~([\w-]{22})$/.exec(token);
  const [, body = '', keyId = '', mac = ''] = match ?? [];
  const key = match ? ring.find((candidate) => candidate.id === keyId) : undefined;
  if (!key || !sameSecret(macOf(key, `${purpose}.${body}`), mac)) return null;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
}

function signingKey(): Key {
  const key = ring[0];
  if (!key) throw new Error('no key to sign codes with');
  return key;
}

function macOf(key: Key, text: string): string {
  return createHmac('sha256', key.key).update(text).digest().subarray(0, MAC_BYTES).toString('base64url');
}
