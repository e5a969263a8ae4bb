import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { Channel, type ChannelRecord } from './channel.model';

/** The channels of an employee. */
export async function channelsOf(employeeId: string, session: ClientSession | null = null): Promise<ChannelRecord[]> {
  return Channel.find({ employeeId: new Types.ObjectId(employeeId) })
    .session(session)
    .lean();
}

/** How many channels each employee of a branch has. */
export async function channelCounts(branchId: string): Promise<Map<string, number>> {
  const rows = await Channel.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { branchId: new Types.ObjectId(branchId) } },
    { $group: { _id: '$employeeId', count: { $sum: 1 } } },
  ]);
  return new Map(rows.map((row) => [row._id.toHexString(), row.count]));
}

/**
 * Gives a channel to a colleague: who comes through it from now on is theirs, what came before stays whose it was. A
 * colleague who was its backup is so no more. False where somebody changed it meanwhile.
 */
export async function giveChannel(
  session: ClientSession,
  channel: ChannelRecord,
  toId: string,
  actor: AuditActor,
  now: Date,
  reason?: string,
): Promise<boolean> {
  const employeeId = new Types.ObjectId(toId);
  const backup = channel.backupEmployeeId?.equals(employeeId) ? { $unset: { backupEmployeeId: '' as const } } : {};
  const given = await Channel.updateOne(
    { _id: channel._id, version: channel.version },
    {
      $set: { employeeId },
      ...backup,
      $push: { formerOwners: { employeeId: channel.employeeId, until: now } },
      $inc: { version: 1 },
    },
    { session },
  );
  if (given.modifiedCount !== 1) return false;
  await recordAuditBy(session, actor, {
    action: 'channel_changed',
    subject: { kind: 'channel', id: channel._id.toHexString(), name: channel.name },
    branchId: channel.branchId.toHexString(),
    at: now,
    changes: {
      before: { employeeId: channel.employeeId.toHexString() },
      after: { employeeId: toId },
    },
    ...(reason === undefined ? {} : { reason }),
  });
  return true;
}
