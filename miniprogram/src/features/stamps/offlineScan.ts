import { codeTiming, parseCode } from '@linzhang/shared/stamps/codes.rules';
import { correctedInstant } from '@linzhang/shared/stamps/offline.rules';
import { type KeptScan, keepScan, keptScans } from './keptScans';
import { isRunning, type PreparedShift } from './preparedShifts';

/** What the phone itself says of a scan, without the server. `kept` alone keeps it. */
export type LocalResult =
  | 'kept'
  | 'kept_before'
  | 'code_invalid'
  | 'redeem_code'
  | 'code_expired'
  | 'code_future'
  | 'no_shift'
  | 'shift_over'
  | 'clock_changed'
  | 'no_room';

/** A text that can be no stamp code, whatever the server says; null for one that may be. */
export function notAStampCode(text: string): 'code_invalid' | 'redeem_code' | null {
  const code = parseCode(text);
  if (!code) return 'code_invalid';
  return code.purpose === 'redeem' ? 'redeem_code' : null;
}

/**
 * Judges a scan without network, so that nobody is sent away happy with a code that cannot count: the same rules as the
 * server's, with the shift's clock, and the scans that wait on this phone. Whether a code is genuine stays open.
 */
export function judgeOffline(
  code: string,
  prepared: PreparedShift | null,
  waiting: readonly KeptScan[],
  now: Date,
): LocalResult {
  const parsed = parseCode(code);
  const wrong = notAStampCode(code);
  if (!parsed || wrong) return wrong ?? 'code_invalid';
  if (!prepared) return 'no_shift';
  if (!isRunning(prepared, now)) return 'shift_over';
  const own = waiting.filter(({ shiftId }) => shiftId === prepared.shift.id);
  const last = own[own.length - 1];
  if (last && now.getTime() <= Date.parse(last.scannedAt)) return 'clock_changed';
  if (own.some((scan) => parseCode(scan.code)?.alias === parsed.alias)) return 'kept_before';
  const timing = codeTiming(parsed.slot, correctedInstant(now, prepared.shift.clockOffsetMs));
  if (timing !== 'valid') return timing === 'expired' ? 'code_expired' : 'code_future';
  return 'kept';
}

/** Keeps a scan for later where it may count; says what became of it. */
export function scanOffline(
  employeeId: string,
  prepared: PreparedShift | null,
  { code, requestId }: { code: string; requestId: string },
  now: Date,
): LocalResult {
  const result = judgeOffline(code, prepared, keptScans(employeeId), now);
  if (result !== 'kept' || !prepared) return result;
  const { id: shiftId, boothId } = prepared.shift;
  const kept = keepScan(employeeId, { requestId, code, boothId, shiftId, scannedAt: now.toISOString() });
  return kept ? 'kept' : 'no_room';
}
