import { changeRefusal, type EventTerms, movedBy } from '@linzhang/shared/events/events.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import type { AuditActor } from '../audit/audit.service';
import { getBranch } from '../branches/branches.service';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { Assignment } from './assignment.model';
import { Booth } from './booth.model';
import { Event, type EventRecord } from './event.model';
import { auditEvent } from './eventAudit';
import type { EventAuthor } from './eventAuthor';
import { tellSignedUp } from './eventNotices.service';
import { assignmentsOf, boothsOf, getEvent } from './events.service';
import { requirePublishable } from './publishing.service';
import { checkReferences } from './references.service';
import { changeSheet } from './signupSheets.service';

/** An event as its form gives it. */
export interface EventFields {
  groupIds: string[];
  name: string;
  startsAt: Date;
  endsAt: Date;
  place: { address: string; latitude: number; longitude: number };
  organizerId: string;
  intro: string;
  campaign: string | null;
  needed: number;
  /** A reward without id is a new one. */
  rewards: { id: string | null; at: number; name: string; badge: boolean; offerId: string | null }[];
  signup: { capacity: number | null; opensAt: Date; closesAt: Date } | null;
}

/** Adds a draft to a branch. Safe to retry with the same requestId. */
export async function createEvent(
  branchId: string,
  fields: EventFields,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<EventRecord> {
  await getBranch(branchId);
  await checkReferences(branchId, fields);
  const key = { actorId: actor.actorId ?? 'cli', operation: 'createEvent', requestId, params: { branchId, fields } };
  const id = await once(key, now, async (session) => {
    const row = { ...storedFields(fields), branchId: new Types.ObjectId(branchId) };
    return (await insertDraft(session, row, actor, now)).toHexString();
  });
  return getEvent(id);
}

type DraftRow = Omit<EventRecord, '_id' | 'status' | 'version' | 'createdAt'>;

async function insertDraft(
  session: ClientSession,
  row: DraftRow,
  actor: AuditActor,
  now: Date,
): Promise<Types.ObjectId> {
  const [event] = await Event.create([{ ...row, status: 'draft', version: 0, createdAt: now }], { session });
  if (!event) throw new Error('event was not stored');
  await auditEvent(session, actor, 'event_created', event, now, { startsAt: row.startsAt, endsAt: row.endsAt });
  return event._id;
}

/** Changes an event that nobody changed since `version` was read; a published one must stay fit to be on show. */
export async function updateEvent(
  eventId: string,
  fields: EventFields,
  version: number,
  { actor, texts }: EventAuthor,
  now: Date,
): Promise<EventRecord> {
  const before = await getEvent(eventId);
  if (before.status === 'ended' || before.status === 'cancelled') throw new AppError('event_closed');
  await checkReferences(before.branchId.toHexString(), fields);
  const { signup, ...set } = storedFields(fields);
  const unset = { ...(signup ? {} : { signup: '' as const }), ...(set.campaign ? {} : { campaign: '' as const }) };
  const refusal = changeRefusal(termsOf(before), { ...fields, rewards: fields.rewards }, now);
  if (refusal) throw new AppError(refusal);
  if (before.status === 'published') {
    const { signup: _old, campaign: _former, ...kept } = before;
    const next = { ...kept, ...set, ...(signup ? { signup } : {}) };
    await requirePublishable(next, await boothsOf(eventId), texts, now);
  }
  await inTransaction(async (session) => {
    const after = await Event.findOneAndUpdate(
      { _id: eventId, version, status: before.status },
      { $set: { ...set, ...(signup ? { signup } : {}) }, $unset: unset, $inc: { version: 1 } },
      { session, returnDocument: 'after' },
    ).lean();
    if (!after) throw new AppError('version_conflict');
    if (after.status === 'published') await changeSheet(session, after, now);
    if (after.status === 'published' && moved(before, after)) await tellSignedUp(session, after, 'event_changed', now);
    await auditEvent(session, actor, 'event_changed', after, now, {
      before: auditFields(before),
      after: auditFields(after),
    });
  });
  return getEvent(eventId);
}

/** Makes a draft of the same booths, rewards and people; every instant moves with the beginning. */
export async function copyEvent(
  eventId: string,
  startsAt: Date,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<EventRecord> {
  const key = { actorId: actor.actorId ?? 'cli', operation: 'copyEvent', requestId, params: { eventId, startsAt } };
  const id = await once(key, now, async (session) => {
    const {
      _id,
      status: _status,
      version: _version,
      createdAt: _createdAt,
      ...event
    } = await getEvent(eventId, session);
    const at = (instant: Date) => movedBy(instant, event.startsAt, startsAt);
    const rewards = event.rewards.map((reward) => ({ ...reward, _id: new Types.ObjectId() }));
    const signup = event.signup && {
      ...event.signup,
      opensAt: at(event.signup.opensAt),
      closesAt: at(event.signup.closesAt),
    };
    const draft = { ...event, rewards, startsAt, endsAt: at(event.endsAt), ...(signup ? { signup } : {}) };
    const copyId = await insertDraft(session, draft, actor, now);
    await copyParts(session, eventId, copyId, at);
    return copyId.toHexString();
  });
  return getEvent(id);
}

async function copyParts(
  session: ClientSession,
  eventId: string,
  copyId: Types.ObjectId,
  at: (instant: Date) => Date,
): Promise<void> {
  const booths = (await boothsOf(eventId, session)).map((booth) => ({
    from: booth._id,
    to: new Types.ObjectId(),
    booth,
  }));
  const copies = new Map(booths.map(({ from, to }) => [from.toHexString(), to]));
  await Booth.insertMany(
    booths.map(({ to, booth }) => ({ ...booth, _id: to, eventId: copyId, version: 0 })),
    { session },
  );
  const duties = await assignmentsOf(eventId, session);
  await Assignment.insertMany(
    duties.map((duty) => ({
      ...duty,
      _id: new Types.ObjectId(),
      eventId: copyId,
      boothId: copies.get(duty.boothId.toHexString()) ?? duty.boothId,
      from: at(duty.from),
      to: at(duty.to),
    })),
    { session },
  );
}

function storedFields(fields: EventFields): Omit<DraftRow, 'branchId'> {
  const { name, startsAt, endsAt, place, intro, campaign, signup } = fields;
  const { capacity, ...window } = signup ?? { capacity: null };
  return {
    name,
    startsAt,
    endsAt,
    place,
    intro,
    ...(campaign === null ? {} : { campaign }),
    groupIds: fields.groupIds.map((id) => new Types.ObjectId(id)),
    organizerId: new Types.ObjectId(fields.organizerId),
    cardRule: { needed: fields.needed },
    rewards: fields.rewards.map(({ id, offerId, ...reward }) => ({
      _id: new Types.ObjectId(id ?? undefined),
      ...reward,
      ...(offerId === null ? {} : { offerId: new Types.ObjectId(offerId) }),
    })),
    ...('opensAt' in window ? { signup: { ...window, ...(capacity === null ? {} : { capacity }) } } : {}),
  };
}

function termsOf(event: EventRecord): EventTerms & Pick<EventRecord, 'status'> {
  const rewards = event.rewards.map(({ _id, at, badge, offerId }) => ({
    id: _id.toHexString(),
    at,
    badge,
    offerId: offerId?.toHexString() ?? null,
  }));
  const { startsAt, endsAt, status } = event;
  return { startsAt, endsAt, status, needed: event.cardRule.needed, rewards };
}

/** True where those who signed up should hear of it. */
function moved(before: EventRecord, after: EventRecord): boolean {
  return (
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime() ||
    before.place.address !== after.place.address
  );
}

function auditFields({
  name,
  startsAt,
  endsAt,
  place,
  organizerId,
  campaign,
  signup,
}: EventRecord): Record<string, unknown> {
  return {
    name,
    startsAt,
    endsAt,
    address: place.address,
    organizerId: organizerId.toHexString(),
    campaign: campaign ?? null,
    signup: signup ?? null,
  };
}
