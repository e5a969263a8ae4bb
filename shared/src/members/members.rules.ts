import { DAY_MS, MINUTE_MS } from '../kernel/time';

/** What a member agrees to, each by itself: service is needed to take part at all, the others are asked unticked with the phone. */
export const CONSENT_PURPOSES = ['service', 'marketing', 'matching'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** A session slides: it ends after 30 days without use (brief: sessions sliding 30 days). */
export const SESSION_DAYS = 30;
/** A session's use is written down at most every 5 minutes: a write per request would buy nothing. */
export const SESSION_TOUCH_MS = 5 * MINUTE_MS;
/** WeChat keeps a phone code for 5 minutes; the proof made from one that was bound elsewhere lives as long. */
export const PHONE_PROOF_MS = 5 * MINUTE_MS;
/** Keyed hashes of a deleted account are kept for 24 months, so that deleting and coming back renews no limit. */
export const KEPT_HASH_MS = 730 * DAY_MS;
/** An employee reveals at most 30 phone numbers a business day. */
export const REVEALS_PER_DAY = 30;
/** What a person types to delete the own account; asked so that no slip of a thumb does it. */
export const DELETION_WORD = '注销';

export interface ConsentEntry {
  purpose: ConsentPurpose;
  version: string;
  grantedAt: Date;
  withdrawnAt?: Date | null;
}

/** The entry in force for a purpose: the newest one that was not withdrawn; null where there is none. */
export function consentInForce<T extends ConsentEntry>(entries: readonly T[], purpose: ConsentPurpose): T | null {
  const ofPurpose = entries.filter((entry) => entry.purpose === purpose && !entry.withdrawnAt);
  return ofPurpose.reduce<T | null>(
    (newest, entry) => (newest === null || entry.grantedAt >= newest.grantedAt ? entry : newest),
    null,
  );
}

/** True once the member accepted the terms that hold now; an older version asks again. */
export function hasAcceptedTerms(entries: readonly ConsentEntry[], termsVersion: string): boolean {
  return consentInForce(entries, 'service')?.version === termsVersion;
}

const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;

/** True for a mobile number of mainland China, without country code. */
export function isMobile(phone: string): boolean {
  return MAINLAND_MOBILE.test(phone);
}

/** The mobile number in what people write: `+86 138-1234-1234` -> `13812341234`; null where it is none. */
export function mobileIn(text: string): string | null {
  const plain = text.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '');
  return isMobile(plain) ? plain : null;
}

/** `13812341234` -> `138****1234`. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** A name as somebody reads it who is not its owner's manager: `李芳` -> `李*`, `李小芳` -> `李*芳`, `Wang` -> `W**g`. */
export function maskName(name: string): string {
  const letters = [...name];
  const first = letters[0];
  if (first === undefined) return '';
  if (letters.length === 1) return first;
  if (letters.length === 2) return `${first}*`;
  return `${first}${'*'.repeat(Math.min(2, letters.length - 2))}${letters.at(-1) ?? ''}`;
}

const NUMBER_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The number a member may read out at a counter, from the id: two groups of four, `8K2Q F7M0`. Crockford base32 of its last 40 bits. */
export function memberNumber(memberId: string): string {
  let text = '';
  // Two halves of 20 bits: a phone's JavaScript may know no integers beyond 53 bits and their shifts.
  for (const half of [memberId.slice(-5), memberId.slice(-10, -5)]) {
    let bits = Number.parseInt(half, 16);
    for (let i = 0; i < 4; i += 1) {
      text = `${NUMBER_ALPHABET[bits % 32] ?? ''}${text}`;
      bits = Math.floor(bits / 32);
    }
  }
  return `${text.slice(0, 4)} ${text.slice(4)}`;
}

/** Digits of a member's id that the number stands for. */
export const NUMBER_DIGITS = 10;

/**
 * The last digits of the id of the member who has a number, as it was typed: spaces and small letters do not matter, and
 * O, I and L are read as the 0 and 1 they look like. Null for what is no number.
 */
export function numberTail(typed: string): string | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const values = [...text].map((letter) => NUMBER_ALPHABET.indexOf(letter));
  if (values.length !== 8 || values.includes(-1)) return null;
  const half = (part: readonly number[]) =>
    part
      .reduce((bits, value) => bits * 32 + value, 0)
      .toString(16)
      .padStart(NUMBER_DIGITS / 2, '0');
  return half(values.slice(0, 4)) + half(values.slice(4));
}
