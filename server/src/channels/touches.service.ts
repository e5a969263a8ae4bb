import type { KeptTouch } from '@linzhang/shared/attribution/models.rules';
import {
  type ChannelSource,
  closedBecause,
  isSameTouch,
  noTouchBecause,
  type TargetKind,
  touchReceiver,
} from '@linzhang/shared/channels/channels.rules';
import { businessDay, MINUTE_MS } from '@linzhang/shared/kernel/time';
import { type ClientSession, Types } from 'mongoose';
import { isInsider } from '../members/insiders.service';
import { settingsOf } from '../settings/settings.service';
import { Channel, type ChannelRecord } from './channel.model';
import { ChannelDay } from './channelDay.model';
import { Touch, type TouchRecord, TouchState } from './touch.model';

/** Most touches looked at for one conversion: a visitor leaves at most one in 30 minutes by each way. */
const MOST_TOUCHES = 500;

/** Touches of a member from `from` to `to`, both included, in order of time. */
export async function eligibleTouches(
  session: ClientSession,
  memberId: string,
  from: Date,
  to: Date,
): Promise<KeptTouch[]> {
  const rows = await Touch.find({ memberId: new Types.ObjectId(memberId), at: { $gte: from, $lte: to } })
    .sort({ at: -1, _id: -1 })
    .limit(MOST_TOUCHES)
    .session(session)
    .lean();
  const channels = await channelsOf(rows, session);
  return rows.reverse().map((row) => {
    const channelId = row.channelId?.toHexString() ?? null;
    const { placement, target } = channels.get(channelId ?? '') ?? { placement: null, target: null };
    const end = row.target ?? target;
    const leadsTo = (kind: TargetKind) => (end?.kind === kind ? end.id.toHexString() : null);
    return {
      touchId: row._id.toHexString(),
      employeeId: row.employeeId.toHexString(),
      channelId,
      groupId: leadsTo('group'),
      eventId: leadsTo('event') ?? row.eventId?.toHexString() ?? null,
      offerId: leadsTo('offer'),
      source: row.source,
      placement,
      at: row.at,
    };
  });
}

type PlacedChannel = Pick<ChannelRecord, '_id' | 'placement' | 'target'>;

async function channelsOf(rows: readonly TouchRecord[], session: ClientSession): Promise<Map<string, PlacedChannel>> {
  const ids = new Set(rows.flatMap((row) => (row.channelId ? [row.channelId.toHexString()] : [])));
  if (ids.size === 0) return new Map();
  const where = { _id: { $in: [...ids].map((id) => new Types.ObjectId(id)) } };
  const channels = await Channel.find(where, { placement: 1, target: 1 }).session(session).lean();
  return new Map(channels.map((channel) => [channel._id.toHexString(), channel]));
}

/** A visit by a channel's code: counted, and a touch where the rules let it be one. True where it is. */
export async function visitChannel(
  session: ClientSession,
  channel: ChannelRecord,
  memberId: string,
  now: Date,
): Promise<boolean> {
  const today = { channelId: channel._id, day: businessDay(now) };
  await ChannelDay.updateOne(today, { $inc: { scans: 1 } }, { session, upsert: true });
  const way = `channel:${channel._id.toHexString()}`;
  const refusal = noTouchBecause({
    insider: await isInsider(memberId, session),
    closed: closedBecause({ ...channel, window: channel.window ?? null }, now) !== null,
    sameTouch: await wasJustHere(session, channel.branchId.toHexString(), { memberId, way, at: now }),
  });
  if (refusal) return false;
  const receiver = touchReceiver(
    {
      employeeId: channel.employeeId.toHexString(),
      backupEmployeeId: channel.backupEmployeeId?.toHexString() ?? null,
    },
    await takePlace(session, today, channel.dailyCap ?? null),
  );
  if (!receiver) return false;
  if (receiver.because === 'backup') await ChannelDay.updateOne(today, { $inc: { touches: 1 } }, { session });
  await keepTouch(session, way, {
    memberId: new Types.ObjectId(memberId),
    employeeId: new Types.ObjectId(receiver.employeeId),
    branchId: channel.branchId,
    source: channel.source,
    because: receiver.because,
    channelId: channel._id,
    at: now,
    recordedAt: now,
  });
  return true;
}

/** Takes one of the day's places under the cap for a touch; false where none is left. The guard is in the filter. */
async function takePlace(
  session: ClientSession,
  today: { channelId: Types.ObjectId; day: string },
  cap: number | null,
): Promise<boolean> {
  const guard = cap === null ? today : { ...today, own: { $lt: cap } };
  const taken = await ChannelDay.updateOne(guard, { $inc: { own: 1, touches: 1 } }, { session });
  return taken.modifiedCount > 0;
}

export interface NewTouch {
  memberId: string;
  employeeId: string;
  branchId: string;
  source: ChannelSource;
  because: 'share' | 'contact';
  inviterId?: string;
  eventId?: string;
  /** What a share card led to. */
  target?: { kind: TargetKind; id: string };
  at: Date;
  now: Date;
}

/** A touch without a channel: by a member's share card, or a contact added at a booth. Once in 30 minutes. */
export async function touchDirectly(session: ClientSession, touch: NewTouch): Promise<boolean> {
  const { memberId, employeeId, inviterId, eventId, target, at, now } = touch;
  const way = `${touch.because}:${inviterId ?? employeeId}`;
  const refusal = noTouchBecause({
    insider: await isInsider(memberId, session),
    closed: false,
    sameTouch: await wasJustHere(session, touch.branchId, { memberId, way, at }),
  });
  if (refusal) return false;
  await keepTouch(session, way, {
    memberId: new Types.ObjectId(memberId),
    employeeId: new Types.ObjectId(employeeId),
    branchId: new Types.ObjectId(touch.branchId),
    source: touch.source,
    because: touch.because,
    ...(inviterId ? { inviterId: new Types.ObjectId(inviterId) } : {}),
    ...(eventId ? { eventId: new Types.ObjectId(eventId) } : {}),
    ...(target ? { target: { kind: target.kind, id: new Types.ObjectId(target.id) } } : {}),
    at,
    recordedAt: now,
  });
  return true;
}

async function wasJustHere(
  session: ClientSession,
  branchId: string,
  { memberId, way, at }: { memberId: string; way: string; at: Date },
): Promise<boolean> {
  const windowMs = (await settingsOf(branchId)).touchWindowMinutes * MINUTE_MS;
  const state = await TouchState.findOne({ memberId: new Types.ObjectId(memberId), way })
    .session(session)
    .lean();
  return state !== null && isSameTouch(state.at, at, windowMs);
}

/** Two visits at once both write the member's state of this way: one of them conflicts, runs again and finds it. */
async function keepTouch(session: ClientSession, way: string, touch: Omit<TouchRecord, '_id'>): Promise<void> {
  await TouchState.updateOne({ memberId: touch.memberId, way }, { $set: { at: touch.at } }, { session, upsert: true });
  await Touch.create([touch], { session });
}
