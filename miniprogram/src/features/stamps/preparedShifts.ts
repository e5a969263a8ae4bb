import { DAY_MS } from '@linzhang/shared/kernel/time';
import { correctedInstant } from '@linzhang/shared/stamps/offline.rules';
import type { OwnAssignment, Shift } from '@linzhang/shared/stamps/scans.contract';
import { newRequestId } from '../../lib/requestId';
import { recall, remember } from '../../lib/storage';
import { createStore, useStore } from '../../lib/store';
import { keptScans } from './keptScans';

/** A signed shift on this phone, with what its pages show while there is no network. */
export interface PreparedShift {
  shift: Shift;
  booth: OwnAssignment['booth'];
  event: OwnAssignment['event'];
}

const DEVICE_KEY = 'device.id';
/** A scan may arrive a day late, and its shift goes with it. */
const KEPT_AFTER_END_MS = 2 * DAY_MS;

const changes = createStore(0);
const shiftsKey = (employeeId: string) => `shifts.${employeeId}`;

/** The random name of this device, made when it is first asked for. */
export function deviceId(): string {
  const known = recall<string>(DEVICE_KEY);
  if (known) return known;
  const made = newRequestId();
  remember(DEVICE_KEY, made);
  return made;
}

/** The shifts that an employee prepared on this phone. */
export function preparedShifts(employeeId: string): PreparedShift[] {
  return recall<PreparedShift[]>(shiftsKey(employeeId)) ?? [];
}

/** True while a shift says that stamps may be kept: its own time by the corrected clock. */
export function isRunning({ shift }: PreparedShift, now: Date): boolean {
  const at = correctedInstant(now, shift.clockOffsetMs).getTime();
  return at >= Date.parse(shift.from) && at < Date.parse(shift.until);
}

/** The newest shift of a booth that was prepared on this phone, or null; it may be over. */
export function shiftOf(employeeId: string, boothId: string): PreparedShift | null {
  const own = preparedShifts(employeeId).filter(({ shift }) => shift.boothId === boothId);
  return own[own.length - 1] ?? null;
}

/** The token to hand in a kept scan with, or null where its shift is no longer on this phone. */
export function tokenOf(employeeId: string, shiftId: string): string | null {
  return preparedShifts(employeeId).find(({ shift }) => shift.id === shiftId)?.shift.token ?? null;
}

/** Keeps a shift that was just signed; those that are long over and have no waiting scan go. */
export function keepShift(employeeId: string, prepared: PreparedShift, now: Date): void {
  const waiting = new Set(keptScans(employeeId).map(({ shiftId }) => shiftId));
  const needed = preparedShifts(employeeId).filter(
    ({ shift }) => waiting.has(shift.id) || Date.parse(shift.until) + KEPT_AFTER_END_MS > now.getTime(),
  );
  const others = needed.filter(({ shift }) => shift.id !== prepared.shift.id);
  remember(shiftsKey(employeeId), [...others, prepared]);
  changes.set(changes.get() + 1);
}

/** The prepared shifts of an employee, drawn anew when one is added. */
export function usePreparedShifts(employeeId: string): PreparedShift[] {
  useStore(changes);
  return preparedShifts(employeeId);
}
