import { canBecome, type EventStatus } from '@linzhang/shared/events/events.rules';
import {
  type EventDraft,
  type EventFault,
  type EventFaultCode,
  publishingFaults,
} from '@linzhang/shared/events/publishing.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { inTransaction } from '../db/transaction';
import { findMerchants } from '../merchants/merchants.service';
import { rejectedTexts, type ShownText, type TextCheck } from '../platform/wechat/shownTexts';
import type { BoothRecord } from './booth.model';
import { Event, type EventRecord } from './event.model';
import { auditEvent } from './eventAudit';
import type { EventAuthor } from './eventAuthor';
import { tellSignedUp } from './eventNotices.service';
import { assignmentsOf, boothsOf, getEvent } from './events.service';
import { groupsAreOf, organizerIsOf, usableOffers } from './references.service';
import { closeSheet, openSheet } from './signupSheets.service';

/** What is to mend before an event can be on show, as far as it is known without WeChat. */
export async function faultsOf(event: EventRecord, booths: readonly BoothRecord[], now: Date): Promise<EventFault[]> {
  return publishingFaults(await draftOf(event, booths), now);
}

async function draftOf(event: EventRecord, booths: readonly BoothRecord[]): Promise<EventDraft> {
  const branchId = event.branchId.toHexString();
  const rows = await findMerchants(hexOf(booths.map(({ merchantId }) => merchantId)));
  const merchants = new Set(
    rows
      .filter((row) => row.status === 'active' && row.branchId.equals(event.branchId))
      .map((row) => row._id.toHexString()),
  );
  const prizes = await usableOffers(branchId, hexOf(event.rewards.map(({ offerId }) => offerId)), ['prize']);
  const gifts = await usableOffers(branchId, hexOf(booths.map(({ offerId }) => offerId)), null);
  return {
    name: event.name,
    intro: event.intro,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    needed: event.cardRule.needed,
    signup: event.signup ?? null,
    organizerAvailable: await organizerIsOf(branchId, event.organizerId.toHexString()),
    groupsAvailable: await groupsAreOf(branchId, hexOf(event.groupIds)),
    booths: booths.map(({ _id, merchantId, offerId, ...booth }) => ({
      ...booth,
      id: _id.toHexString(),
      merchantId: merchantId?.toHexString() ?? null,
      merchantAvailable: !merchantId || merchants.has(merchantId.toHexString()),
      offerAvailable: !offerId || gifts.has(offerId.toHexString()),
    })),
    rewards: event.rewards.map(({ _id, offerId, at, name }) => ({
      id: _id.toHexString(),
      at,
      name,
      stocked: offerId !== undefined,
      offerAvailable: !offerId || prizes.has(offerId.toHexString()),
    })),
    assignments: (await assignmentsOf(event._id.toHexString())).map(({ boothId, from, to }) => ({
      boothId: boothId.toHexString(),
      from,
      to,
    })),
  };
}

function hexOf(ids: readonly ({ toHexString: () => string } | undefined)[]): string[] {
  return [...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : [])))];
}

/** Throws `event_not_ready` with every fault of an event as it would be on show, those that WeChat finds included. */
export async function requirePublishable(
  event: EventRecord,
  booths: readonly BoothRecord[],
  texts: TextCheck,
  now: Date,
): Promise<void> {
  const faults = await faultsOf(event, booths, now);
  const rejected = await rejectedTexts(shownTexts(event, booths), texts);
  const all = [...faults, ...rejected.map((where) => ({ code: 'text_rejected' satisfies EventFaultCode, ...where }))];
  if (all.length > 0) throw new AppError('event_not_ready', { faults: all });
}

type Where = Omit<EventFault, 'code'>;

function shownTexts(event: EventRecord, booths: readonly BoothRecord[]): ShownText<Where>[] {
  const nowhere = { field: null, boothId: null, rewardId: null };
  return [
    { content: event.name, where: { ...nowhere, field: 'name' } },
    { content: event.intro, where: { ...nowhere, field: 'intro' } },
    ...booths.map(({ _id, name, sealText, task, spot }) => ({
      content: [name, sealText, task, spot].join(' '),
      where: { ...nowhere, boothId: _id.toHexString() },
    })),
    ...event.rewards.map(({ _id, name }) => ({ content: name, where: { ...nowhere, rewardId: _id.toHexString() } })),
  ];
}

/** Publishes, ends or cancels an event that nobody changed since `version` was read. */
export async function setEventStatus(
  eventId: string,
  status: Exclude<EventStatus, 'draft'>,
  version: number,
  { actor, texts }: EventAuthor,
  now: Date,
): Promise<EventRecord> {
  const before = await getEvent(eventId);
  // The first answer got lost: what was asked for is done already.
  if (before.status === status && before.version === version + 1) return before;
  if (!canBecome(before.status, status)) throw new AppError('event_closed');
  if (before.version !== version) throw new AppError('version_conflict');
  if (status === 'published') await requirePublishable(before, await boothsOf(eventId), texts, now);
  await inTransaction(async (session) => {
    const after = await Event.findOneAndUpdate(
      { _id: eventId, version, status: before.status },
      { $set: { status }, $inc: { version: 1 } },
      { session, returnDocument: 'after' },
    ).lean();
    if (!after) throw new AppError('version_conflict');
    if (status === 'published') await openSheet(session, after);
    else await closeSheet(session, eventId);
    if (status === 'cancelled' && before.status === 'published')
      await tellSignedUp(session, after, 'event_cancelled', now);
    await auditEvent(session, actor, 'event_status_changed', after, now, { before: before.status, after: status });
  });
  return getEvent(eventId);
}
