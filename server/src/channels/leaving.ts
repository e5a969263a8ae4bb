import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { headAccountsOf } from '../employees/branchPeople.service';
import { findEmployees } from '../employees/employees.service';
import { notifyMember } from '../messages/messages.service';
import { Channel, type ChannelRecord } from './channel.model';
import { channelsOf, giveChannel } from './handOver.service';

/** Where a head gives what somebody had to a colleague. */
function transferPage(employeeId: string): string {
  return `pages/branch/transfer/index?fromId=${employeeId}`;
}

/**
 * The channels of an employee who leaves go to their backups, in the transaction that ends the access: from then on
 * who comes by them is the backup's. Without a backup who works there they are paused, and the heads are told.
 */
export async function handOverChannels(
  session: ClientSession,
  employeeId: string,
  now: Date,
  actor: AuditActor,
): Promise<void> {
  const paused: ChannelRecord[] = [];
  for (const channel of await channelsOf(employeeId, session)) {
    const backup = await workingBackup(session, channel);
    if (backup) await giveChannel(session, channel, backup, actor, now);
    else if (channel.status === 'active') paused.push(channel);
  }
  for (const channel of paused) await pause(session, channel, actor, now);
  // Nobody gets the touches past the cap of others any more.
  await Channel.updateMany(
    { backupEmployeeId: new Types.ObjectId(employeeId) },
    { $unset: { backupEmployeeId: '' }, $inc: { version: 1 } },
    { session },
  );
  await tellHeads(session, employeeId, paused, now);
}

async function workingBackup(
  session: ClientSession,
  { backupEmployeeId, branchId }: ChannelRecord,
): Promise<string | null> {
  if (!backupEmployeeId) return null;
  const [backup] = await findEmployees([backupEmployeeId.toHexString()], session);
  return backup?.status === 'active' && backup.branchId.equals(branchId) ? backup._id.toHexString() : null;
}

async function pause(
  session: ClientSession,
  { _id, name, branchId }: ChannelRecord,
  actor: AuditActor,
  now: Date,
): Promise<void> {
  await Channel.updateOne({ _id }, { $set: { status: 'paused' }, $inc: { version: 1 } }, { session });
  await recordAuditBy(session, actor, {
    action: 'channel_changed',
    subject: { kind: 'channel', id: _id.toHexString(), name },
    branchId: branchId.toHexString(),
    at: now,
    changes: { before: { status: 'active' }, after: { status: 'paused' } },
  });
}

async function tellHeads(
  session: ClientSession,
  employeeId: string,
  paused: readonly ChannelRecord[],
  now: Date,
): Promise<void> {
  const [leaver] = await findEmployees([employeeId], session);
  const branches = new Set(paused.map(({ branchId }) => branchId.toHexString()));
  for (const branchId of branches) {
    const count = paused.filter((channel) => channel.branchId.toHexString() === branchId).length;
    for (const memberId of await headAccountsOf(branchId, session))
      await notifyMember(
        session,
        {
          memberId,
          kind: 'channels_paused',
          dedupeKey: `channels-paused:${employeeId}:${now.getTime()}`,
          title: '有渠道码等您安排',
          text: `${leaver?.name ?? ''}已离开，${count} 个渠道码没有备用人，已暂停。请移交给同事，再重新启用。`,
          page: transferPage(employeeId),
          marketing: false,
        },
        now,
      );
  }
}
