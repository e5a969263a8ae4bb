import { AppError } from '@linzhang/shared/kernel/errors';
import type { Me } from '@linzhang/shared/members/members.contract';
import { type ConsentPurpose, consentInForce, maskName } from '@linzhang/shared/members/members.rules';
import { type ClientSession, type PipelineStage, Types } from 'mongoose';
import { recordAudit } from '../audit/audit.service';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { findEmployeeSelf } from '../employees/employees.service';
import type { WechatClient } from '../platform/wechat/client';
import { findOpenid } from './accounts.service';
import { tellMarketingConsent } from './marketingConsent.service';
import { tellMatchingConsent } from './matching.service';
import { Member, type MemberRecord } from './member.model';
import { presentMe } from './members.presenter';
import { tellNicknameChanged } from './nicknames.service';
import type { MemberSecrets } from './secrets';
import { TERMS } from './terms';

/** The active member; `member_closed` for one that moved or was deleted. */
export async function getActiveMember(memberId: string, session: ClientSession | null = null): Promise<MemberRecord> {
  const member = await Member.findById(memberId).session(session).lean();
  if (!member) throw new AppError('not_found');
  if (member.status !== 'active') throw new AppError('member_closed');
  return member;
}

/** A member in whatever state; null where there never was one. */
export async function findMember(memberId: string, session: ClientSession | null = null): Promise<MemberRecord | null> {
  return Member.findById(memberId).session(session).lean();
}

/** The accounts over which a person's limits count: this one, and those that were deleted or moved into it before. */
export async function limitIdsOf(memberId: string, session: ClientSession | null = null): Promise<string[]> {
  const member = await Member.findById(memberId, { returnsFrom: 1 }).session(session).lean();
  return [memberId, ...(member?.returnsFrom ?? []).map((id) => id.toHexString())];
}

/** Names of members as others may read them (`李*芳`), by id; who has none or has left is 会员. */
export async function maskedNames(memberIds: readonly string[]): Promise<Map<string, string>> {
  return namesAsRead(memberIds, () => false);
}

/** The same, in full for those that `wholeFor` picks: the reader's own customers. */
export async function namesAsRead(
  memberIds: readonly string[],
  wholeFor: (memberId: string) => boolean,
): Promise<Map<string, string>> {
  const members = await membersAsRead(memberIds, wholeFor);
  return new Map([...members].map(([id, { name }]) => [id, name]));
}

/** Names as `namesAsRead` gives them, with the masked phones. */
export async function membersAsRead(
  memberIds: readonly string[],
  wholeFor: (memberId: string) => boolean,
): Promise<Map<string, { name: string; phone: string | null }>> {
  const ids = [...new Set(memberIds)].map((id) => new Types.ObjectId(id));
  const rows = await Member.find({ _id: { $in: ids } }, { nickname: 1, phone: 1 }).lean();
  const members = new Map(rows.map((row) => [row._id.toHexString(), row]));
  return new Map(
    memberIds.map((id) => {
      const member = members.get(id);
      const nickname = member?.nickname;
      const name = nickname ? (wholeFor(id) ? nickname : maskName(nickname)) : '会员';
      return [id, { name, phone: member?.phone?.masked ?? null }];
    }),
  );
}

/** The signed-in person, read anew. */
export async function getMe(memberId: string): Promise<Me> {
  const [member, employee] = await Promise.all([getActiveMember(memberId), findEmployeeSelf(memberId)]);
  return presentMe(member, employee);
}

/** Changes the nickname once WeChat's text check lets it pass. */
export async function changeNickname(
  memberId: string,
  nickname: string,
  wechat: WechatClient,
  secrets: MemberSecrets,
): Promise<Me> {
  const openid = await findOpenid(memberId, secrets);
  if (!openid) throw new AppError('member_closed');
  const verdict = await wechat.checkText({ openid, scene: 1, content: nickname });
  if (verdict !== 'pass') throw new AppError('text_rejected');
  await Member.updateOne({ _id: memberId, status: 'active' }, { $set: { nickname } });
  await tellNicknameChanged(memberId, nickname);
  return getMe(memberId);
}

export interface ConsentRequest {
  memberId: string;
  purpose: ConsentPurpose;
  version: string;
  requestId: string;
  ip: string;
}

/** Records an agreement to the terms in force. Marketing and matching need the phone that they speak of. */
export async function grantConsent(request: ConsentRequest, now: Date): Promise<Me> {
  const { memberId, purpose, version, requestId, ip } = request;
  if (version !== TERMS.version) throw new AppError('consent_outdated', { version: TERMS.version });
  await once(
    { actorId: memberId, operation: 'grantConsent', requestId, params: { purpose, version } },
    now,
    async (session) => {
      const member = await getActiveMember(memberId, session);
      if (purpose !== 'service' && !member.phone) throw new AppError('phone_required');
      await addConsent(session, member, purpose, now, ip);
      return null;
    },
  );
  return getMe(memberId);
}

/** Adds a consent within a transaction; one that is in force already is left as it is. */
export async function addConsent(
  session: ClientSession,
  member: MemberRecord,
  purpose: ConsentPurpose,
  now: Date,
  ip: string,
): Promise<void> {
  if (consentInForce(member.consents, purpose)?.version === TERMS.version) return;
  await Member.updateOne(
    { _id: member._id },
    { $push: { consents: { purpose, version: TERMS.version, grantedAt: now } } },
    { session },
  );
  await auditConsent(session, 'consent_granted', member._id, purpose, now, ip);
  if (purpose === 'matching') await tellMatchingConsent(session, member._id.toHexString(), true, now);
  if (purpose === 'marketing') await tellMarketingConsent(session, member._id.toHexString(), true, now);
}

/** Takes a consent back from now on; what was done under it stays lawful and recorded. */
export async function withdrawConsent(
  memberId: string,
  purpose: 'marketing' | 'matching',
  now: Date,
  ip: string,
): Promise<Me> {
  await inTransaction(async (session) => {
    const changed = await Member.updateOne(
      { _id: memberId, consents: { $elemMatch: { purpose, withdrawnAt: { $exists: false } } } },
      { $set: { 'consents.$[given].withdrawnAt': now } },
      { session, arrayFilters: [{ 'given.purpose': purpose, 'given.withdrawnAt': { $exists: false } }] },
    );
    if (changed.modifiedCount === 0) return;
    await auditConsent(session, 'consent_withdrawn', new Types.ObjectId(memberId), purpose, now, ip);
    if (purpose === 'matching') await tellMatchingConsent(session, memberId, false, now);
    if (purpose === 'marketing') await tellMarketingConsent(session, memberId, false, now);
  });
  return getMe(memberId);
}

async function auditConsent(
  session: ClientSession,
  action: 'consent_granted' | 'consent_withdrawn',
  memberId: Types.ObjectId,
  purpose: ConsentPurpose,
  now: Date,
  ip: string,
): Promise<void> {
  const id = memberId.toHexString();
  await recordAudit(session, {
    action,
    actorId: id,
    actorName: '会员本人',
    subject: { kind: 'member', id },
    branchId: null,
    ip,
    at: now,
    changes: { purpose, version: TERMS.version },
  });
}

/** What a code read shows of the member behind `memberId` of a document. */
export type LookedUpMember = Pick<MemberRecord, '_id' | 'nickname' | 'phone'>;

/** Stage that adds the member behind `memberId` of a document as `member` (none or one row), in the same round trip. */
export function memberLookup(): PipelineStage.Lookup {
  return {
    $lookup: {
      from: Member.collection.name,
      localField: 'memberId',
      foreignField: '_id',
      pipeline: [{ $project: { nickname: 1, phone: 1 } }],
      as: 'member',
    },
  };
}
