import { randomBytes } from 'node:crypto';
import type { ChannelFields } from '@linzhang/shared/channels/channels.contract';
import { CODE_LENGTH, type TargetKind } from '@linzhang/shared/channels/channels.rules';
import type { Role } from '@linzhang/shared/employees/employees.rules';
import { crockfordOf } from '@linzhang/shared/kernel/codes';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { findEmployees, getEmployee, listEmployees } from '../employees/employees.service';
import { Channel, type ChannelRecord } from './channel.model';
import { getTarget } from './targets.service';
import { touchDirectly } from './touches.service';

export interface ChannelOwner {
  employeeId: string;
  branchId: string;
}

export interface ChannelQuery {
  /** Whose channels, or of which branch; neither lists all. */
  employeeId?: string;
  branchId?: string;
  cursor?: string;
  limit: number;
}

/** Channels, newest first. */
export async function listChannels(query: ChannelQuery): Promise<Page<ChannelRecord>> {
  const filter = {
    ...(query.employeeId ? { employeeId: new Types.ObjectId(query.employeeId) } : {}),
    ...(query.branchId ? { branchId: new Types.ObjectId(query.branchId) } : {}),
  };
  return pageAfter(Channel, filter, { field: 'createdAt', direction: -1 }, query, (row) => row);
}

/** One channel; throws `not_found`. */
export async function getChannel(channelId: string): Promise<ChannelRecord> {
  const row = await Channel.findById(channelId).lean();
  if (!row) throw new AppError('not_found');
  return row;
}

/** The channel of a short code; null for a code that nobody printed. */
export async function findChannelByCode(code: string): Promise<ChannelRecord | null> {
  return Channel.findOne({ code }).lean();
}

/** Makes a channel of an employee, to an open target of the branch. Safe to retry with the same requestId. */
export async function createChannel(
  owner: ChannelOwner,
  target: { kind: TargetKind; id: string },
  fields: ChannelFields,
  requestId: string,
  actor: AuditActor & { actorId: string },
  now: Date,
): Promise<ChannelRecord> {
  const { branchId, open } = await getTarget(target.kind, target.id);
  if (branchId !== owner.branchId) throw new AppError('not_found');
  if (!open) throw new AppError('channel_target_closed');
  await checkBackup(owner, fields.backupEmployeeId);
  const key = { actorId: actor.actorId, operation: 'createChannel', requestId, params: { target, fields } };
  const id = await once(key, now, async (session) => {
    const [row] = await Channel.create(
      [
        {
          ...stored(fields).set,
          // 50 random bits: a code that is taken comes once in millions of years, and is refused by the index then.
          code: crockfordOf(randomBytes(CODE_LENGTH), CODE_LENGTH),
          employeeId: new Types.ObjectId(owner.employeeId),
          branchId: new Types.ObjectId(owner.branchId),
          target: { kind: target.kind, id: new Types.ObjectId(target.id) },
          status: 'active' as const,
          version: 0,
          createdAt: now,
        },
      ],
      { session },
    );
    if (!row) throw new Error('channel was not stored');
    await auditChannel(session, actor, 'channel_created', row, now, { ...fields, target });
    return row._id.toHexString();
  });
  return getChannel(id);
}

/** Changes a channel that nobody changed since `version` was read; one whose employee has left is not resumed. */
export async function updateChannel(
  channel: ChannelRecord,
  fields: ChannelFields & { status: 'active' | 'paused' },
  version: number,
  actor: AuditActor,
  now: Date,
): Promise<ChannelRecord> {
  const owner = { employeeId: channel.employeeId.toHexString(), branchId: channel.branchId.toHexString() };
  if (fields.status === 'active' && (await hasLeft(owner.employeeId))) throw new AppError('employee_disabled');
  if (fields.backupEmployeeId !== (channel.backupEmployeeId?.toHexString() ?? null))
    await checkBackup(owner, fields.backupEmployeeId);
  const { status, ...rest } = fields;
  const { set, unset } = stored(rest);
  await inTransaction(async (session) => {
    const before = await Channel.findOneAndUpdate(
      { _id: channel._id, version },
      { $set: { ...set, status }, $unset: unset, $inc: { version: 1 } },
      { session, returnDocument: 'before' },
    ).lean();
    if (!before) throw new AppError('version_conflict');
    await auditChannel(session, actor, 'channel_changed', { ...channel, name: fields.name }, now, {
      before: { name: before.name, status: before.status },
      after: { ...fields },
    });
  });
  return getChannel(channel._id.toHexString());
}

async function hasLeft(employeeId: string): Promise<boolean> {
  const [employee] = await findEmployees([employeeId]);
  return employee?.status === 'disabled';
}

/** The backup is another manager or head at work in the same branch. */
async function checkBackup(owner: ChannelOwner, backupEmployeeId: string | null): Promise<void> {
  if (backupEmployeeId === null) return;
  const backup = await getEmployee(backupEmployeeId).catch(() => null);
  const works = backup?.status === 'active' && backup.branchId.toHexString() === owner.branchId;
  const brings = backup !== null && bringsPeople(backup.roles);
  if (!works || !brings || backupEmployeeId === owner.employeeId) throw new AppError('channel_backup_invalid');
}

const MOST_BACKUPS = 100;

/** Colleagues who may be a backup. */
export async function listBackups(owner: ChannelOwner): Promise<{ id: string; name: string }[]> {
  const { items } = await listEmployees({ branchId: owner.branchId, status: 'active', limit: MOST_BACKUPS });
  return items
    .filter((row) => bringsPeople(row.roles) && row._id.toHexString() !== owner.employeeId)
    .map((row) => ({ id: row._id.toHexString(), name: row.name }));
}

function bringsPeople(roles: readonly Role[]): boolean {
  return roles.includes('manager') || roles.includes('head');
}

function stored(fields: ChannelFields) {
  const { window, dailyCap, backupEmployeeId, ...rest } = fields;
  const optional = {
    window: window ? { startsAt: new Date(window.startsAt), endsAt: new Date(window.endsAt) } : null,
    dailyCap,
    backupEmployeeId: backupEmployeeId ? new Types.ObjectId(backupEmployeeId) : null,
  };
  const entries = Object.entries(optional);
  return {
    set: { ...rest, ...Object.fromEntries(entries.filter(([, value]) => value !== null)) },
    unset: Object.fromEntries(entries.filter(([, value]) => value === null).map(([name]) => [name, '' as const])),
  };
}

async function auditChannel(
  session: ClientSession,
  actor: AuditActor,
  action: 'channel_created' | 'channel_changed',
  channel: Pick<ChannelRecord, '_id' | 'name' | 'branchId'>,
  now: Date,
  changes: Record<string, unknown>,
): Promise<void> {
  await recordAuditBy(session, actor, {
    action,
    subject: { kind: 'channel', id: channel._id.toHexString(), name: channel.name },
    branchId: channel.branchId.toHexString(),
    at: now,
    changes,
  });
}

export interface ContactTouch {
  memberId: string;
  employeeId: string;
  branchId: string;
  eventId: string;
  at: Date;
  now: Date;
}

/** An employee added the contact at the bank's booth: a touch for that employee, once in 30 minutes. */
export async function recordContactTouch(session: ClientSession, touch: ContactTouch): Promise<void> {
  await touchDirectly(session, { ...touch, source: 'circle', because: 'contact' });
}
