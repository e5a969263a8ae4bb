import { MAX_BOOTHS } from '@linzhang/shared/events/events.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import type { AuditActor } from '../audit/audit.service';
import { refuseDuplicate } from '../db/refuseDuplicate';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { getMerchant } from '../merchants/merchants.service';
import { Assignment } from './assignment.model';
import { Booth, type BoothRecord } from './booth.model';
import { Event, type EventRecord } from './event.model';
import { auditEvent } from './eventAudit';
import type { EventAuthor } from './eventAuthor';
import { boothOf, boothsOf, getEvent } from './events.service';
import { requirePublishable } from './publishing.service';

/** A booth as its form gives it. */
export interface BoothFields {
  number: number;
  name: string;
  sealText: string;
  /** Null for the bank's own. */
  merchantId: string | null;
  task: string;
  spot: string;
  offerId: string | null;
}

/** Adds a booth to an event that is not over. Safe to retry with the same requestId. */
export async function addBooth(
  eventId: string,
  fields: BoothFields,
  requestId: string,
  author: EventAuthor,
  now: Date,
): Promise<BoothRecord> {
  const event = await openEvent(eventId);
  await checkMerchant(event, fields);
  const booths = await boothsOf(eventId);
  const row: BoothRecord = { ...stored(fields), _id: new Types.ObjectId(), eventId: event._id, version: 0 };
  if (event.status === 'published') await requirePublishable(event, [...booths, row], author.texts, now);
  const { actor } = author;
  const key = { actorId: actor.actorId ?? 'cli', operation: 'addBooth', requestId, params: { eventId, fields } };
  const id = await refuseDuplicate('number', 'booth_number_taken', () =>
    once(key, now, async (session) => {
      const touched = await touchEvent(session, event);
      // The event's row is changed by every booth, so of two that come at once one counts the other.
      const count = await Booth.countDocuments({ eventId: event._id }).session(session);
      if (count >= MAX_BOOTHS) throw new AppError('booths_full', { limit: MAX_BOOTHS });
      await Booth.create([row], { session });
      await auditEvent(session, actor, 'event_changed', touched, now, { boothAdded: { ...fields } });
      return row._id.toHexString();
    }),
  );
  return boothOf(id);
}

/** Changes a booth that nobody changed since `version` was read. */
export async function updateBooth(
  { eventId, boothId }: { eventId: string; boothId: string },
  fields: BoothFields,
  version: number,
  { actor, texts }: EventAuthor,
  now: Date,
): Promise<BoothRecord> {
  const event = await openEvent(eventId);
  const before = await boothOfEvent(eventId, boothId);
  await checkMerchant(event, fields);
  const after: BoothRecord = { ...stored(fields), _id: before._id, eventId: event._id, version: version + 1 };
  if (event.status === 'published') {
    if (before.merchantId?.toHexString() !== after.merchantId?.toHexString()) throw new AppError('event_card_fixed');
    const others = (await boothsOf(eventId)).filter((booth) => !booth._id.equals(before._id));
    await requirePublishable(
      event,
      [...others, after].sort((a, b) => a.number - b.number),
      texts,
      now,
    );
  }
  await refuseDuplicate('number', 'booth_number_taken', () =>
    inTransaction(async (session) => {
      const touched = await touchEvent(session, event);
      const changed = await Booth.replaceOne({ _id: boothId, eventId: event._id, version }, after, { session });
      if (changed.matchedCount === 0) throw new AppError('version_conflict');
      await auditEvent(session, actor, 'event_changed', touched, now, { boothChanged: { boothId, ...fields } });
    }),
  );
  return boothOf(boothId);
}

/** Takes a booth and its people out of a draft; one that is gone already stays so. */
export async function removeBooth(eventId: string, boothId: string, actor: AuditActor, now: Date): Promise<void> {
  const event = await getEvent(eventId);
  if (event.status !== 'draft') throw new AppError('event_card_fixed');
  await inTransaction(async (session) => {
    const touched = await touchEvent(session, event);
    const booth = await Booth.findOneAndDelete({ _id: boothId, eventId: event._id }, { session }).lean();
    if (!booth) throw new AppError('not_found');
    await Assignment.deleteMany({ boothId: booth._id }, { session });
    await auditEvent(session, actor, 'event_changed', touched, now, {
      boothRemoved: { boothId, number: booth.number, name: booth.name },
    });
  });
}

async function openEvent(eventId: string): Promise<EventRecord> {
  const event = await getEvent(eventId);
  if (event.status === 'ended' || event.status === 'cancelled') throw new AppError('event_closed');
  return event;
}

async function boothOfEvent(eventId: string, boothId: string): Promise<BoothRecord> {
  const booth = await boothOf(boothId);
  if (booth.eventId.toHexString() !== eventId) throw new AppError('not_found');
  return booth;
}

async function checkMerchant(event: EventRecord, { merchantId }: BoothFields): Promise<void> {
  if (merchantId === null) return;
  if (!(await getMerchant(merchantId)).branchId.equals(event.branchId)) throw new AppError('not_found');
}

/** Makes the event newer, which a publishing or a change of people under way then sees; refuses where its status changed. */
async function touchEvent(session: ClientSession, event: EventRecord): Promise<EventRecord> {
  const where = { _id: event._id, status: event.status };
  const after = await Event.findOneAndUpdate(
    where,
    { $inc: { version: 1 } },
    { session, returnDocument: 'after' },
  ).lean();
  if (!after) throw new AppError('version_conflict');
  return after;
}

function stored({ merchantId, offerId, ...fields }: BoothFields): Omit<BoothRecord, '_id' | 'eventId' | 'version'> {
  return {
    ...fields,
    ...(merchantId === null ? {} : { merchantId: new Types.ObjectId(merchantId) }),
    ...(offerId === null ? {} : { offerId: new Types.ObjectId(offerId) }),
  };
}
