import type { OfflineReason } from '@linzhang/shared/stamps/offline.rules';
import { type ClientSession, Types } from 'mongoose';
import type { NewEngagement } from '../engagements/engagements.service';
import type { ConflictRecord } from './conflict.model';
import { Device } from './device.model';
import type { GrantRecord } from './grant.model';
import { Scan, type ScanRecord } from './scan.model';
import type { ScanIntent } from './scanIntent';
import { BY_CARD, Stamp, type StampRecord } from './stamp.model';

/** What a scan was answered, with what it gave. */
export interface ScanOutcome {
  scan: ScanRecord;
  stamp: StampRecord | null;
  grants: GrantRecord[];
  /** True where an earlier request has given this answer. */
  repeated: boolean;
}

/** A card as the scans of a batch find it, one after another. */
export interface CardState {
  memberId: Types.ObjectId;
  eventId: Types.ObjectId;
  stamps: StampRecord[];
  given: number;
  completed?: { at: Date; by: Types.ObjectId };
}

/** A kept scan that counts for the clock of its device. */
interface ClockMark {
  shiftId: string;
  deviceId: string;
  sequence: number;
  at: Date;
}

/** Scans that are answered in one transaction: what was there, and what is to be written. */
export interface ScanBatch {
  session: ClientSession;
  cards: Map<string, CardState>;
  answered: Map<string, ScanOutcome>;
  marks: ClockMark[];
  scans: ScanRecord[];
  stamps: StampRecord[];
  grants: GrantRecord[];
  conflicts: ConflictRecord[];
  engagements: NewEngagement[];
}

/** Reasons by which the clock of a scan cannot be trusted, so that it tells nothing about those beside it. */
const CLOCK_REASONS: readonly OfflineReason[] = ['clock_ahead', 'clock_backwards', 'outside_shift', 'foreign_booth'];

/**
 * Reads the stamps and clocks that the intents touch, within their transaction. Earlier answers are not among it:
 * writing a second one is refused by its index, and `loadAnswers` reads them for the next attempt.
 */
export async function loadBatch(session: ClientSession, intents: readonly ScanIntent[]): Promise<ScanBatch> {
  const marks = await loadMarks(session, intents);
  const cards = await loadCards(session, intents);
  const nothing = { answered: new Map(), scans: [], stamps: [], grants: [], conflicts: [], engagements: [] };
  return { session, cards, marks, ...nothing };
}

/** Names a request of an employee. */
export function requestKey(of: { employeeId: { toString: () => string }; requestId: string }): string {
  return `${of.employeeId.toString()} ${of.requestId}`;
}

/** Names a card. */
export function cardKey(memberId: { toString: () => string }, eventId: { toString: () => string }): string {
  return `${memberId.toString()} ${eventId.toString()}`;
}

/** Adds the answers that the requests of the intents have had before. */
export async function loadAnswers({ session, answered }: ScanBatch, intents: readonly ScanIntent[]): Promise<void> {
  const employees = [...new Set(intents.map((intent) => intent.employeeId))].map((id) => new Types.ObjectId(id));
  const rows = await Scan.find({
    employeeId: { $in: employees },
    requestId: { $in: intents.map((intent) => intent.requestId) },
  })
    .session(session)
    .lean();
  for (const scan of rows) answered.set(requestKey(scan), { scan, stamp: null, grants: [], repeated: true });
}

async function loadCards(session: ClientSession, intents: readonly ScanIntent[]): Promise<Map<string, CardState>> {
  const cards = new Map<string, CardState>();
  for (const { code, place } of intents) {
    if (!code) continue;
    const memberId = new Types.ObjectId(code.holder.memberId);
    cards.set(cardKey(memberId, place.event._id), { memberId, eventId: place.event._id, stamps: [], given: 0 });
  }
  if (cards.size === 0) return cards;
  const members = [...new Set([...cards.values()].map((card) => card.memberId.toHexString()))];
  const events = [...new Set([...cards.values()].map((card) => card.eventId.toHexString()))];
  const where = {
    memberId: { $in: members.map((id) => new Types.ObjectId(id)) },
    eventId: { $in: events.map((id) => new Types.ObjectId(id)) },
    active: true,
  };
  const stamps = await Stamp.collection.find<StampRecord>(where, { session, hint: BY_CARD }).toArray();
  for (const stamp of stamps) cards.get(cardKey(stamp.memberId, stamp.eventId))?.stamps.push(stamp);
  return cards;
}

/** The trusted instants of the devices and shifts of kept scans; two batches of one device come one after the other. */
async function loadMarks(session: ClientSession, intents: readonly ScanIntent[]): Promise<ClockMark[]> {
  const kept = intents.flatMap((intent) => (intent.kept ? [{ ...intent.kept, at: intent.at }] : []));
  if (kept.length === 0) return [];
  const devices = [...new Set(kept.map((scan) => scan.deviceId))];
  for (const device of devices)
    await Device.updateOne({ _id: device }, { $inc: { received: kept.length } }, { upsert: true, session });
  const rows = await Scan.find(
    { 'kept.deviceId': { $in: devices }, 'kept.because': { $nin: [...CLOCK_REASONS] } },
    { at: 1, kept: 1 },
  )
    .session(session)
    .lean();
  return rows.flatMap((row) => (row.kept ? [markOf({ ...row.kept, at: row.at })] : []));
}

function markOf(kept: {
  shiftId: { toString: () => string };
  deviceId: string;
  sequence: number;
  at: Date;
}): ClockMark {
  return { shiftId: kept.shiftId.toString(), deviceId: kept.deviceId, sequence: kept.sequence, at: kept.at };
}

/** Adds a kept scan to the clock of its device, unless its own clock was wrong. */
export function markKept(batch: ScanBatch, intent: ScanIntent, because: OfflineReason | null): void {
  if (intent.kept && !(because && CLOCK_REASONS.includes(because)))
    batch.marks.push(markOf({ ...intent.kept, at: intent.at }));
}
