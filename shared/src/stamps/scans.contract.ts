import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import { OFFLINE_REASONS, OFFLINE_STATES } from './offline.rules';
import { SCAN_RESULTS } from './scan.rules';
import * as routes from './stamps.endpoints';

/** A member as the booth sees one: the masked name, and the number to read out. */
export const BoothMember = z.object({ name: z.string(), number: z.string() });
export type BoothMember = z.infer<typeof BoothMember>;

/** What a stamp earned; `here` says that it is handed out at this booth, otherwise the customer is sent to the bank's. */
export const HandOut = z.object({
  name: z.string(),
  kind: z.enum(['badge', 'gift', 'prize', 'booth_offer']),
  /** `granted`: hand it out, or it is in the wallet; `pending`: look again in a moment; `none`: there is none left. */
  state: z.enum(['granted', 'pending', 'none']),
  here: z.boolean(),
  claimId: z.string().nullable(),
});
export type HandOut = z.infer<typeof HandOut>;

const Stamped = z.object({
  result: z.literal('stamped'),
  stampId: Id,
  member: BoothMember,
  /** The how many-th stamp of the card. */
  ordinal: z.int(),
  stampedAt: Instant,
  /** Until when the one who gave it may take it back. */
  undoUntil: Instant,
  completed: z.boolean(),
  handOut: z.array(HandOut),
});
const AlreadyStamped = z.object({
  result: z.literal('already_stamped'),
  stampId: Id,
  member: BoothMember,
  ordinal: z.int(),
  stampedAt: Instant,
});
const Refused = z.object({
  result: z.enum(SCAN_RESULTS).exclude(['stamped', 'already_stamped']),
  /** `code_replayed`: when it was used; `event_closed`: when the event begins or ended; else null. */
  at: Instant.nullable(),
});
/** The answer to a scan; the first one is kept for its requestId. */
export const ScanAnswer = z.discriminatedUnion('result', [Stamped, AlreadyStamped, Refused]);
export type ScanAnswer = z.infer<typeof ScanAnswer>;

const CodeText = z.string().min(1).max(200);

export const scanCode = contract(routes.scanCode, {
  summary: "Scans a customer's rotating code at a booth. Always answered with a result; safe to retry.",
  access: 'employee',
  body: z.strictObject({ code: CodeText, boothId: Id, requestId: RequestId }),
  response: ScanAnswer,
  errors: ['not_found', 'request_reused'],
});

const StampParams = z.object({ stampId: Id });
const Reason = line(2, 100);
const Voided = z.object({ stampId: Id, voidedAt: Instant, because: z.enum(['undone', 'voided', 'conflict']) });

export const undoStamp = contract(routes.undoStamp, {
  summary: 'Takes back the own last stamp within 2 minutes.',
  access: 'employee',
  params: StampParams,
  body: z.strictObject({ reason: Reason, requestId: RequestId }),
  response: Voided,
  status: 201,
  errors: ['not_found', 'stamp_voided', 'stamp_not_last', 'undo_expired', 'request_reused'],
});

export const voidStamp = contract(routes.voidStamp, {
  summary: 'A head voids a stamp and what it caused.',
  access: 'employee',
  params: StampParams,
  body: z.strictObject({ reason: Reason, requestId: RequestId }),
  response: Voided,
  status: 201,
  errors: ['not_found', 'stamp_voided', 'request_reused'],
});

export const EventStamp = z.object({
  id: Id,
  /** When the code was scanned. */
  at: Instant,
  member: BoothMember,
  booth: z.object({ number: z.int(), name: z.string(), sealText: z.string() }),
  employeeName: z.string(),
  ordinal: z.int(),
  voided: z.boolean(),
  can: z.object({ void: z.boolean() }),
});
export type EventStamp = z.infer<typeof EventStamp>;

export const listEventStamps = contract(routes.listEventStamps, {
  summary: 'Stamps of an event, the newest first: for its organizer, and for a head, who may void one.',
  access: 'employee',
  params: z.object({ eventId: Id }),
  query: PageQuery.extend({ boothId: Id.optional() }),
  response: pageOf(EventStamp),
  errors: ['not_found'],
});

export const addContact = contract(routes.addContact, {
  summary: "Records at the bank's booth that a customer added the employee as a contact.",
  access: 'employee',
  body: z.strictObject({ code: CodeText, boothId: Id, requestId: RequestId }),
  response: z.object({ member: BoothMember, addedAt: Instant, again: z.boolean() }),
  status: 201,
  errors: [
    'not_found',
    'code_invalid',
    'code_other_event',
    'code_expired',
    'code_future',
    'not_assigned',
    'not_banks_booth',
    'event_closed',
    'request_reused',
  ],
});

const BoothParams = z.object({ boothId: Id });

export const BoothToday = z.object({
  booth: z.object({ id: Id, number: z.int(), name: z.string(), sealText: z.string(), bank: z.boolean() }),
  event: z.object({ id: Id, name: z.string(), startsAt: Instant, endsAt: Instant, open: z.boolean() }),
  /** Stamps of today that are not voided: at this booth in all, and those given by the one who asks. */
  stamped: z.int(),
  ownStamped: z.int(),
  contacts: z.int(),
  /** Conflicts of this booth that the organizer has not decided. */
  conflicts: z.int(),
});
export type BoothToday = z.infer<typeof BoothToday>;

export const getBoothToday = contract(routes.getBoothToday, {
  summary: 'Counts of the day at a booth.',
  access: 'employee',
  params: BoothParams,
  response: BoothToday,
  errors: ['not_found'],
});

export const RecentScan = z.object({
  id: Id,
  at: Instant,
  result: z.enum(SCAN_RESULTS).or(z.enum(['conflict', 'rejected'])),
  offline: z.boolean(),
  member: BoothMember.nullable(),
  ordinal: z.int().nullable(),
  stampId: Id.nullable(),
  /** True where the stamp was taken back. */
  voided: z.boolean(),
  can: z.object({ undo: z.boolean() }),
});
export type RecentScan = z.infer<typeof RecentScan>;

export const listRecentScans = contract(routes.listRecentScans, {
  summary: 'The own scans at a booth, the newest first.',
  access: 'employee',
  params: BoothParams,
  query: PageQuery,
  response: pageOf(RecentScan),
  errors: ['not_found'],
});

export const OwnAssignment = z.object({
  event: z.object({ id: Id, name: z.string(), place: z.string(), startsAt: Instant, endsAt: Instant }),
  booth: z.object({
    id: Id,
    number: z.int(),
    name: z.string(),
    sealText: z.string(),
    task: z.string(),
    bank: z.boolean(),
  }),
  from: Instant,
  until: Instant,
  /** Stamps may be given there now. */
  open: z.boolean(),
});
export type OwnAssignment = z.infer<typeof OwnAssignment>;

export const listOwnAssignments = contract(routes.listOwnAssignments, {
  summary: 'Booths that the employee works at today.',
  access: 'employee',
  response: z.object({ items: z.array(OwnAssignment), serverTime: Instant }),
});

export const Shift = z.object({
  id: Id,
  /** Signed; sent along with the scans kept on the device. */
  token: z.string(),
  boothId: Id,
  eventId: Id,
  from: Instant,
  until: Instant,
  /** Server's clock less the device's. */
  clockOffsetMs: z.int(),
  serverTime: Instant,
});
export type Shift = z.infer<typeof Shift>;

export const openShift = contract(routes.openShift, {
  summary: 'Prepares a device to record stamps at a booth without network, for 8 hours at most.',
  access: 'employee',
  body: z.strictObject({
    boothId: Id,
    /** A random name that the app gave this device. */
    deviceId: z.string().regex(/^[\w-]{8,64}$/),
    /** The device's clock when it asks. */
    deviceTime: Instant,
    requestId: RequestId,
  }),
  response: Shift,
  status: 201,
  errors: ['not_found', 'not_assigned', 'event_closed', 'request_reused'],
});

const KeptScan = z.strictObject({
  code: CodeText,
  boothId: Id,
  /** The device's clock at the scan; the shift's offset corrects it. */
  scannedAt: Instant,
  /** Rises by one with every scan of the shift on this device. */
  sequence: z.int().min(1).max(1_000_000),
  requestId: RequestId,
});

export const OfflineScan = z.object({
  requestId: RequestId,
  boothId: Id,
  sequence: z.int(),
  /** Corrected instant of the scan. */
  scannedAt: Instant,
  receivedAt: Instant,
  state: z.enum(OFFLINE_STATES),
  because: z.enum(OFFLINE_REASONS).nullable(),
});
export type OfflineScan = z.infer<typeof OfflineScan>;

export const sendScanBatch = contract(routes.sendScanBatch, {
  summary: 'Hands in scans that were made without network; each is told what became of it. Safe to retry.',
  access: 'employee',
  body: z.strictObject({ shiftToken: z.string().min(20).max(600), scans: z.array(KeptScan).min(1).max(50) }),
  response: z.object({ items: z.array(OfflineScan) }),
  errors: ['shift_invalid', 'request_reused'],
});

export const listOwnOfflineScans = contract(routes.listOwnOfflineScans, {
  summary: 'What became of the own scans made without network, the newest first.',
  access: 'employee',
  query: PageQuery,
  response: pageOf(OfflineScan),
});

const Place = z.object({ boothId: Id, boothName: z.string(), employeeName: z.string(), at: Instant });

/** Something odd at an event: accepting keeps (or gives) the later stamp, rejecting leaves (or takes) it. */
export const Conflict = z.object({
  id: Id,
  /** `code_two_booths` and `many_scans` wait without a stamp; `friends` is a stamp that was given and looks shared. */
  kind: z.enum(['code_two_booths', 'many_scans', 'friends']),
  event: z.object({ id: Id, name: z.string() }),
  member: BoothMember,
  scan: Place,
  /** The other stamp it collides with. */
  other: Place.nullable(),
  receivedAt: Instant,
  status: z.enum(['open', 'accepted', 'rejected']),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  note: z.string().nullable(),
  can: z.object({ decide: z.boolean() }),
});
export type Conflict = z.infer<typeof Conflict>;

export const listConflicts = contract(routes.listConflicts, {
  summary: 'Doubtful scans of the events one organizes or whose branch one heads, the newest first.',
  access: 'employee',
  query: PageQuery.extend({ status: z.enum(['open', 'accepted', 'rejected']).default('open'), eventId: Id.optional() }),
  response: pageOf(Conflict),
});

export const decideConflict = contract(routes.decideConflict, {
  summary: 'The organizer or a head accepts or rejects a doubtful scan.',
  access: 'employee',
  params: z.object({ conflictId: Id }),
  body: z.strictObject({ accept: z.boolean(), note: line(0, 200), requestId: RequestId }),
  response: Conflict,
  errors: ['not_found', 'conflict_decided', 'request_reused'],
});
