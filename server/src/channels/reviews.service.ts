import type { ChannelReview as ChannelReviewAnswer } from '@linzhang/shared/channels/channels.contract';
import { canDecideReview } from '@linzhang/shared/channels/channels.policy';
import { needsReview } from '@linzhang/shared/channels/channels.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { businessDay } from '@linzhang/shared/kernel/time';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import { employeeNames } from '../employees/employees.service';
import type { EmployeeActor } from '../http/actor';
import { maskedNames } from '../members/members.service';
import { settingsOf } from '../settings/settings.service';
import { Channel } from './channel.model';
import { ChannelDay } from './channelDay.model';
import { ChannelReview, type ChannelReviewRecord, HeldBinding } from './review.model';

type Decide = (
  session: ClientSession,
  held: readonly { memberId: string; conversionId: string }[],
  accept: boolean,
  now: Date,
) => Promise<void>;

let decideConversions: Decide | null = null;

/** Attribution registers at start what becomes of held bindings once a head has decided. */
export function registerBindingDecision(decide: Decide): void {
  decideConversions = decide;
}

/** Counts a first binding by a channel; true where it is past the day's number and waits for a head. */
export async function holdBinding(
  session: ClientSession,
  binding: { channelId: string; memberId: string; conversionId: string; now: Date },
): Promise<boolean> {
  const { memberId, conversionId, now } = binding;
  const channel = await Channel.findById(binding.channelId).session(session).lean();
  if (!channel) throw new Error(`channel ${binding.channelId} is not there`);
  const today = { channelId: channel._id, day: businessDay(now) };
  const counts = await ChannelDay.findOneAndUpdate(
    today,
    { $inc: { bindings: 1 } },
    { session, upsert: true, returnDocument: 'after' },
  ).lean();
  const limit = (await settingsOf(channel.branchId.toHexString())).dailyBindingReview;
  if (!needsReview(counts?.bindings ?? 1, limit)) return false;
  const { employeeId, branchId } = channel;
  const review = await ChannelReview.findOneAndUpdate(
    { ...today, status: 'open' },
    { $inc: { count: 1 }, $setOnInsert: { employeeId, branchId, limit, createdAt: now } },
    { session, upsert: true, returnDocument: 'after' },
  ).lean();
  if (!review) throw new Error('review was not stored');
  await HeldBinding.create(
    [
      {
        memberId: new Types.ObjectId(memberId),
        conversionId: new Types.ObjectId(conversionId),
        reviewId: review._id,
        at: now,
      },
    ],
    { session },
  );
  return true;
}

export interface ReviewQuery {
  /** Null lists every branch. */
  branchId: string | null;
  status?: 'open' | 'accepted' | 'rejected';
  cursor?: string;
  limit: number;
}

/** Reviews, newest first. */
export async function listReviews(query: ReviewQuery): Promise<Page<ChannelReviewRecord>> {
  const filter = {
    ...(query.branchId === null ? {} : { branchId: new Types.ObjectId(query.branchId) }),
    ...(query.status ? { status: query.status } : {}),
  };
  return pageAfter(ChannelReview, filter, { field: '_id', direction: -1 }, query, (row) => row);
}

/** How many wait for a head; null for all branches. */
export async function countOpenReviews(branchId: string | null): Promise<number> {
  const where = branchId === null ? {} : { branchId: new Types.ObjectId(branchId) };
  return ChannelReview.countDocuments({ ...where, status: 'open' });
}

/** One review; throws `not_found`. */
export async function getReview(reviewId: string): Promise<ChannelReviewRecord> {
  const row = await ChannelReview.findById(reviewId).lean();
  if (!row) throw new AppError('not_found');
  return row;
}

/** Lets the waiting bindings of a review count, or not. The caller has asked the policy. Safe to retry. */
export async function decideReview(
  review: ChannelReviewRecord,
  decision: { accept: boolean; note: string; requestId: string },
  actor: AuditActor & { actorId: string },
  now: Date,
): Promise<ChannelReviewRecord> {
  const { requestId, ...params } = decision;
  const reviewId = review._id.toHexString();
  const key = { actorId: actor.actorId, operation: 'decideChannelReview', requestId, params: { reviewId, ...params } };
  await once(key, now, async (session) => {
    const status = decision.accept ? 'accepted' : 'rejected';
    const closed = await ChannelReview.findOneAndUpdate(
      { _id: review._id, status: 'open' },
      { $set: { status, decidedBy: new Types.ObjectId(actor.actorId), decidedAt: now, note: decision.note } },
      { session, returnDocument: 'after' },
    ).lean();
    if (!closed) throw new AppError('already_decided');
    const held = await HeldBinding.find({ reviewId: review._id }).session(session).lean();
    await decideConversions?.(
      session,
      held.map((row) => ({ memberId: row.memberId.toHexString(), conversionId: row.conversionId.toHexString() })),
      decision.accept,
      now,
    );
    await recordAuditBy(session, actor, {
      action: 'channel_review_decided',
      subject: { kind: 'channel', id: review.channelId.toHexString() },
      branchId: review.branchId.toHexString(),
      at: now,
      reason: decision.note,
      changes: { status, count: closed.count, day: closed.day },
    });
    return null;
  });
  return getReview(reviewId);
}

/** Bindings of a review that a page shows; the rest is a number. */
const SHOWN = 20;

/** Reviews as heads see them. */
export async function presentReviews(
  rows: readonly ChannelReviewRecord[],
  actor: EmployeeActor,
): Promise<ChannelReviewAnswer[]> {
  const people = rows.flatMap((row) => [row.employeeId, ...(row.decidedBy ? [row.decidedBy] : [])]);
  const [channels, names] = await Promise.all([
    Channel.find({ _id: { $in: rows.map((row) => row.channelId) } }, { name: 1 }).lean(),
    employeeNames([...new Set(people.map((id) => id.toHexString()))]),
  ]);
  const channelNames = new Map(channels.map((row) => [row._id.toHexString(), row.name]));
  return Promise.all(rows.map((row) => presentReview(row, actor, names, channelNames)));
}

async function presentReview(
  row: ChannelReviewRecord,
  actor: EmployeeActor,
  names: ReadonlyMap<string, string>,
  channelNames: ReadonlyMap<string, string>,
): Promise<ChannelReviewAnswer> {
  const held = await HeldBinding.find({ reviewId: row._id }).sort({ _id: -1 }).limit(SHOWN).lean();
  const members = await maskedNames(held.map((binding) => binding.memberId.toHexString()));
  const [channelId, employeeId, branchId] = [row.channelId, row.employeeId, row.branchId].map((id) => id.toHexString());
  if (!channelId || !employeeId || !branchId) throw new Error('a review without its channel');
  const decided = row.decidedBy && row.decidedAt ? { by: row.decidedBy.toHexString(), at: row.decidedAt } : null;
  return {
    id: row._id.toHexString(),
    channel: { id: channelId, name: channelNames.get(channelId) ?? '' },
    employee: { id: employeeId, name: names.get(employeeId) ?? '' },
    day: row.day,
    count: row.count,
    limit: row.limit,
    bindings: held.map(({ memberId, at }) => {
      const id = memberId.toHexString();
      return { member: { name: members.get(id) ?? '', number: memberNumber(id) }, at: at.toISOString() };
    }),
    status: row.status,
    decision: decided ? { by: names.get(decided.by) ?? '', at: decided.at.toISOString(), note: row.note ?? '' } : null,
    can: { decide: row.status === 'open' && canDecideReview(actor, { employeeId, branchId }) },
  };
}
