import { setTimeout as sleep } from 'node:timers/promises';
import { type CodeRun, codeTiming, parseCode } from '@linzhang/shared/stamps/codes.rules';
import { encode } from 'uqr';
import type { Phone } from './phone';

const LOOK_EVERY_MS = 250;
const PATIENCE_MS = 60_000;

/** The code that stands on the page of a customer: the one of the phone's codes that its picture draws. */
export async function codeShown(phone: Phone, kind: 'stamp' | 'redeem'): Promise<string> {
  await phone.sees('#own-code');
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const drawn = decodeURIComponent(await phone.picture('#own-code').catch(() => ''));
    const found = (await codesOf(phone, kind)).find((code) => drawn.includes(pathOf(code)));
    if (found !== undefined) return found;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error('the page draws none of the codes of this phone');
}

/**
 * A code of the phone that counts now and was not used yet: neighbouring slots count too, since the clocks of phones
 * differ, so the walk from booth to booth need not wait for each new slot.
 */
export async function nextCode(phone: Phone, used: ReadonlySet<string>): Promise<string> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const found = (await codesOf(phone, 'stamp')).find((code) => !used.has(code) && isGood(code));
    if (found !== undefined) return found;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error('this phone has no code left that counts now');
}

/** Whether a code counts now and still does in some seconds. */
function isGood(code: string): boolean {
  const slot = parseCode(code)?.slot ?? 0;
  return [0, 10_000].every((ms) => codeTiming(slot, new Date(Date.now() + ms)) === 'valid');
}

async function codesOf(phone: Phone, kind: 'stamp' | 'redeem'): Promise<readonly string[]> {
  return ((await phone.kept(`codes.${kind}`)) as CodeRun | null)?.codes ?? [];
}

/** What a QR code of a text looks like, as the product draws it. */
function pathOf(text: string): string {
  const { data } = encode(text, { ecc: 'M', border: 2 });
  return data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}
