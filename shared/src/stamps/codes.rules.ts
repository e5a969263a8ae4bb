/** What a rotating code is shown for: a stamp (also check-in and contact), or redeeming a claim. */
export const CODE_PURPOSES = ['stamp', 'redeem'] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** A code belongs to a slot of 30 seconds, counted from 1970. */
export const SLOT_MS = 30_000;
/** A code is accepted from 30 s before its slot begins: the phone that shows it may run ahead. */
export const CODE_EARLY_MS = 30_000;
/** A code is accepted until 90 s after its slot began: its own 30 s, and a minute for a phone that runs behind. */
export const CODE_LATE_MS = 90_000;
/** A phone fetches an hour of codes ahead, so that the customer too may be without network. */
export const CODES_AHEAD = 120;

/** A rotating code in its parts: `LZ1.<purpose>.<alias>.<slot>.<keyId>~<mac>`. */
export interface RotatingCode {
  purpose: CodePurpose;
  /** Opaque name of the member for one event (stamp) or for redeeming. */
  alias: string;
  slot: number;
  keyId: string;
  /** 128 bits of HMAC-SHA-256 in base64url. */
  mac: string;
}

const CODE = /^LZ1\.(stamp|redeem)\.([\w-]{16})\.(0|[1-9]\d{0,9})\.([\w-]{1,32})~([\w-]{22})$/;

/** The part of a code that is signed. */
export function signedPart({ purpose, alias, slot }: Pick<RotatingCode, 'purpose' | 'alias' | 'slot'>): string {
  return `LZ1.${purpose}.${alias}.${slot}`;
}

/** The code as it is shown. */
export function formatCode(code: RotatingCode): string {
  return `${signedPart(code)}.${code.keyId}~${code.mac}`;
}

/** Reads a code; null where the text is none. Whether it is genuine only the server can tell. */
export function parseCode(text: string): RotatingCode | null {
  const match = CODE.exec(text);
  if (!match) return null;
  const [, purpose, alias = '', slot, keyId = '', mac = ''] = match;
  return { purpose: purpose as CodePurpose, alias, slot: Number(slot), keyId, mac };
}

/** The slot that an instant lies in. */
export function slotOf(at: Date): number {
  return Math.floor(at.getTime() / SLOT_MS);
}

/** When a slot begins. */
export function slotBegin(slot: number): Date {
  return new Date(slot * SLOT_MS);
}

/**
 * Whether a code of `slot` is good at `at`: from 30 s before its slot begins (included) until 90 s after (excluded).
 * A slot that begins at 10:00:00 is good from 09:59:30.000 to 10:01:29.999.
 */
export function codeTiming(slot: number, at: Date): 'valid' | 'expired' | 'future' {
  const sinceBegin = at.getTime() - slot * SLOT_MS;
  if (sinceBegin < -CODE_EARLY_MS) return 'future';
  return sinceBegin < CODE_LATE_MS ? 'valid' : 'expired';
}

/** Codes of one member for consecutive slots. */
export interface CodeRun {
  firstSlot: number;
  codes: readonly string[];
}

/** The code to show at a server-corrected instant, and for how long; null where none of the run is for it. */
export function codeToShow(run: CodeRun, at: Date): { code: string; secondsLeft: number } | null {
  const slot = slotOf(at);
  const code = run.codes[slot - run.firstSlot];
  if (code === undefined) return null;
  return { code, secondsLeft: Math.ceil(((slot + 1) * SLOT_MS - at.getTime()) / 1000) };
}
