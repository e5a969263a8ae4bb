import { ARRIVAL_PAGE, isShareValid, type TargetKind } from '@linzhang/shared/channels/channels.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { inTurn } from '../db/inTurn';
import { once } from '../db/requests';
import { findEmployeeSelf, getEmployee } from '../employees/employees.service';
import { isInsider } from '../members/insiders.service';
import { findService } from '../members/relations.service';
import type { ChannelRecord } from './channel.model';
import { findChannelByCode, getChannel } from './channels.service';
import type { ShareContent, ShareTokens } from './shareTokens';
import { type ChannelTarget, getTarget } from './targets.service';
import { Touch } from './touch.model';
import { touchDirectly, visitChannel } from './touches.service';

/** What the visitor is told after a scan. */
export interface ScanAnswer {
  target: { kind: TargetKind; id: string; name: string; open: boolean };
  manager: { name: string } | null;
  touched: boolean;
}

interface Visit {
  memberId: string;
  requestId: string;
}

/** The member came by a channel's code. Safe to retry with the same requestId. */
export async function scanCode(visit: Visit, code: string, now: Date): Promise<ScanAnswer> {
  const channel = await findChannelByCode(code);
  if (!channel) throw new AppError('not_found');
  const target = await targetOf(channel);
  const employee = await getEmployee(channel.employeeId.toHexString());
  const { memberId, requestId } = visit;
  const key = { actorId: memberId, operation: 'scanChannel', requestId, params: { code } };
  const visitOnce = () =>
    once(key, now, async (session) => ({
      target: presentTarget(channel.target.kind, target),
      manager: { name: employee.name },
      touched: await visitChannel(session, channel, memberId, now),
    }));
  // All who come by a poster change the row of its day.
  return inTurn(channel._id.toHexString(), visitOnce);
}

/** The member came by another member's share card: a touch of the sharer's owner manager. Safe to retry. */
export async function scanShare(visit: Visit, token: string, tokens: ShareTokens, now: Date): Promise<ScanAnswer> {
  const share = tokens.read(token);
  if (!share || !isShareValid(share.issuedAt, now)) throw new AppError('share_token_invalid');
  const target = await getTarget(share.target.kind, share.target.id);
  const giver = await giverOf(share);
  const { memberId, requestId } = visit;
  const key = { actorId: memberId, operation: 'scanChannel', requestId, params: { token } };
  return once(key, now, async (session) => ({
    target: presentTarget(share.target.kind, target),
    manager: giver ? { name: giver.name } : null,
    touched: giver && memberId !== share.sharerId ? await giver.touch(session, memberId, now) : false,
  }));
}

interface Giver {
  name: string;
  touch: (session: ClientSession, memberId: string, now: Date) => Promise<boolean>;
}

/** Who is credited with a share card: a manager who shares the own channel, otherwise the sharer's owner manager. */
async function giverOf(share: ShareContent): Promise<Giver | null> {
  const { sharerId, channelId, target } = share;
  const self = await findEmployeeSelf(sharerId);
  if (self) {
    const channel = channelId ? await getChannel(channelId) : null;
    if (channel?.employeeId.toHexString() !== self.id) return null;
    return { name: self.name, touch: (session, memberId, now) => visitChannel(session, channel, memberId, now) };
  }
  const { ownerId } = await findService(sharerId);
  if (!ownerId || (await isInsider(sharerId))) return null;
  const owner = await getEmployee(ownerId);
  const touch = { employeeId: ownerId, branchId: owner.branchId.toHexString(), inviterId: sharerId, target };
  return {
    name: owner.name,
    touch: (session, memberId, now) =>
      touchDirectly(session, { ...touch, memberId, source: 'referral', because: 'share', at: now, now }),
  };
}

/** A share card of the member for a group, event or offer; an employee may name the own channel. */
export async function issueShare(
  sharer: { memberId: string; employeeId: string | null },
  wish: { target: { kind: TargetKind; id: string }; channelId?: string },
  tokens: ShareTokens,
  now: Date,
): Promise<{ token: string; path: string; title: string }> {
  const target = await getTarget(wish.target.kind, wish.target.id);
  const channelId = wish.channelId
    ? await ownChannel(wish.channelId, sharer.employeeId)
    : await cameBy(sharer.memberId);
  const token = tokens.issue({ sharerId: sharer.memberId, target: wish.target, channelId, issuedAt: now });
  return { token, path: `${ARRIVAL_PAGE}?share=${token}`, title: target.name };
}

async function ownChannel(channelId: string, employeeId: string | null): Promise<string> {
  const channel = await getChannel(channelId);
  if (employeeId === null || channel.employeeId.toHexString() !== employeeId) throw new AppError('not_found');
  return channelId;
}

/** The channel of the sharer's own latest touch: what the card tells of where its reader comes from. */
async function cameBy(memberId: string): Promise<string | null> {
  const where = { memberId: new Types.ObjectId(memberId), channelId: { $exists: true } };
  const touch = await Touch.findOne(where, { channelId: 1 }).sort({ at: -1 }).lean();
  return touch?.channelId?.toHexString() ?? null;
}

/** What a channel leads to; throws `not_found` where it is gone. */
export async function targetOf(channel: ChannelRecord): Promise<ChannelTarget> {
  return getTarget(channel.target.kind, channel.target.id.toHexString());
}

/** The part of a target that a visitor reads. */
export function presentTarget(kind: TargetKind, { id, name, open }: ChannelTarget): ScanAnswer['target'] {
  return { kind, id, name, open };
}
