import { AppError } from '@linzhang/shared/kernel/errors';
import { businessDay, DAY_MS } from '@linzhang/shared/kernel/time';
import type { Me, PhoneOutcome } from '@linzhang/shared/members/members.contract';
import {
  isMobile,
  maskName,
  maskPhone,
  memberNumber,
  PHONE_PROOF_MS,
  REVEALS_PER_DAY,
} from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { recordAudit } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { once, onceWith } from '../db/requests';
import { isLinkedEmployee } from '../employees/employees.service';
import type { WechatClient } from '../platform/wechat/client';
import { type FormerHolder, PhoneBinding } from './account.model';
import { keptUntil, releaseAccount } from './accounts.service';
import { moveHoldings } from './holdings.service';
import { Member, type MemberRecord } from './member.model';
import { addConsent, getActiveMember, getMe } from './members.service';
import { tellPhoneBound } from './phoneBound.service';
import { RevealCount } from './revealCount.model';
import type { MemberSecrets } from './secrets';
import { revokeAllSessions } from './sessions.service';

export interface PhoneWishes {
  marketing: boolean;
  matching: boolean;
}

interface BindRequest extends PhoneWishes {
  memberId: string;
  code: string;
  requestId: string;
  ip: string;
}

type StoredOutcome = { outcome: 'bound' } | Extract<PhoneOutcome, { outcome: 'bound_elsewhere' }>;

/** Exchanges the phone code and binds the number, or says which account holds it, with a proof to move it. */
export async function bindPhone(
  request: BindRequest,
  wechat: WechatClient,
  secrets: MemberSecrets,
  now: Date,
): Promise<PhoneOutcome> {
  const { memberId, code, marketing, matching, requestId, ip } = request;
  const key = { actorId: memberId, operation: 'bindPhone', requestId, params: { code, marketing, matching } };
  const exchange = () => exchangeCode(code, wechat);
  const outcome = await onceWith<StoredOutcome, string>(key, now, exchange, async (session, phone) => {
    const holder = await findHolder(session, phone, secrets);
    if (holder && holder._id.toHexString() !== memberId)
      return boundElsewhere(holder, { phone, memberId, marketing, matching }, secrets, now);
    await bindInTransaction(session, memberId, phone, { marketing, matching }, secrets, now, ip);
    return { outcome: 'bound' };
  });
  return outcome.outcome === 'bound' ? { outcome: 'bound', me: await getMe(memberId) } : outcome;
}

async function exchangeCode(code: string, wechat: WechatClient): Promise<string> {
  const { purePhoneNumber, countryCode } = await wechat.phoneNumber(code);
  if (countryCode !== '86' || !isMobile(purePhoneNumber)) throw new AppError('phone_not_mobile');
  return purePhoneNumber;
}

async function findHolder(session: ClientSession, phone: string, secrets: MemberSecrets): Promise<MemberRecord | null> {
  const binding = await PhoneBinding.findById(secrets.hashPhone(phone)).session(session).lean();
  return binding?.memberId ? Member.findById(binding.memberId).session(session).lean() : null;
}

function boundElsewhere(
  holder: MemberRecord,
  content: { phone: string; memberId: string } & PhoneWishes,
  secrets: MemberSecrets,
  now: Date,
): StoredOutcome {
  const until = now.getTime() + PHONE_PROOF_MS;
  return {
    outcome: 'bound_elsewhere',
    account: {
      nickname: holder.nickname ? maskName(holder.nickname) : null,
      number: memberNumber(holder._id.toHexString()),
      joinedAt: holder.createdAt.toISOString(),
    },
    proof: secrets.sealProof({ ...content, until }),
    proofExpiresAt: new Date(until).toISOString(),
  };
}

async function bindInTransaction(
  session: ClientSession,
  memberId: string,
  phone: string,
  wishes: PhoneWishes,
  secrets: MemberSecrets,
  now: Date,
  ip: string,
): Promise<void> {
  const member = await getActiveMember(memberId, session);
  const phoneHash = secrets.hashPhone(phone);
  await releasePhone(session, memberId, now, phoneHash);
  const before = await PhoneBinding.findOneAndUpdate(
    { _id: phoneHash, memberId: { $in: [null, member._id] } },
    { $set: { memberId: member._id, boundAt: now }, $unset: { keptUntil: '' }, $setOnInsert: { former: [] } },
    { upsert: true, session, returnDocument: 'before' },
  ).lean();
  const earlier = await endedMembers(session, before?.former ?? []);
  await Member.updateOne(
    { _id: member._id },
    {
      $set: { phone: { ...secrets.sealPhone(phone), masked: maskPhone(phone), boundAt: now } },
      ...(earlier.length ? { $addToSet: { returnsFrom: { $each: earlier } } } : {}),
    },
    { session },
  );
  if (wishes.marketing) await addConsent(session, member, 'marketing', now, ip);
  if (wishes.matching) await addConsent(session, member, 'matching', now, ip);
  await auditPhone(session, 'phone_bound', memberId, memberId, now, ip);
  await tellPhoneBound(session, memberId, now);
}

/** Who held the number before and has ended; a number that a member who is still here gave back tells nothing of the next. */
async function endedMembers(session: ClientSession, former: readonly FormerHolder[]): Promise<Types.ObjectId[]> {
  if (former.length === 0) return [];
  const ids = former.map((holder) => holder.memberId);
  const rows = await Member.find({ _id: { $in: ids }, status: { $ne: 'active' } }, { _id: 1 })
    .session(session)
    .lean();
  return rows.map((row) => row._id);
}

/** Gives back the member's number, keeping its hash for 24 months; `except` is the one being bound anew. */
export async function releasePhone(
  session: ClientSession,
  memberId: string,
  now: Date,
  except?: string,
): Promise<void> {
  const held = new Types.ObjectId(memberId);
  await PhoneBinding.updateMany(
    { memberId: held, ...(except ? { _id: { $ne: except } } : {}) },
    { $set: { memberId: null, keptUntil: keptUntil(now) }, $push: { former: { memberId: held, until: now } } },
    { session },
  );
}

/** Moves the phone, and all that the other account holds, to this one; the other account is closed. */
export async function movePhone(
  request: { memberId: string; proof: string; requestId: string; ip: string },
  secrets: MemberSecrets,
  now: Date,
): Promise<Me> {
  const { memberId, proof, requestId, ip } = request;
  await once({ actorId: memberId, operation: 'movePhone', requestId, params: { proof } }, now, async (session) => {
    const content = secrets.openProof(proof);
    if (!content || content.memberId !== memberId || content.until <= now.getTime())
      throw new AppError('phone_proof_expired');
    const holder = await findHolder(session, content.phone, secrets);
    // Whoever gets hold of an employee's number must not get hold of the work, nor lock the employee out.
    if (holder && holder._id.toHexString() !== memberId) {
      if (await isLinkedEmployee(holder._id.toHexString())) throw new AppError('employee_linked_elsewhere');
      await closeInto(session, holder, memberId, now, ip);
    }
    await bindInTransaction(session, memberId, content.phone, content, secrets, now, ip);
    return null;
  });
  return getMe(memberId);
}

async function closeInto(
  session: ClientSession,
  old: MemberRecord,
  memberId: string,
  now: Date,
  ip: string,
): Promise<void> {
  const oldId = old._id.toHexString();
  await moveHoldings(session, oldId, memberId, now);
  await releasePhone(session, oldId, now);
  await releaseAccount(session, oldId, now);
  await revokeAllSessions(session, oldId);
  await Member.updateOne(
    { _id: old._id },
    { $set: { status: 'closed', movedTo: new Types.ObjectId(memberId), endedAt: now }, $unset: { phone: '' } },
    { session },
  );
  await Member.updateOne({ _id: memberId }, { $addToSet: { returnsFrom: old._id } }, { session });
  await auditPhone(session, 'phone_moved', memberId, oldId, now, ip);
}

async function auditPhone(
  session: ClientSession,
  action: 'phone_bound' | 'phone_moved',
  actorId: string,
  subjectId: string,
  now: Date,
  ip: string,
): Promise<void> {
  await recordAudit(session, {
    action,
    actorId,
    actorName: '会员本人',
    subject: { kind: 'member', id: subjectId },
    branchId: null,
    ip,
    at: now,
    changes: {},
  });
}

export interface RevealRequest {
  employee: { employeeId: string; name: string; branchId: string };
  memberId: string;
  purpose: string;
  requestId: string;
  ip: string;
}

/** Shows a phone number; the caller has asked the policy. Counts against 30 a day and is recorded before it is shown. */
export async function revealPhone(request: RevealRequest, secrets: MemberSecrets, now: Date): Promise<string> {
  const { employee, memberId, purpose, requestId, ip } = request;
  const member = await getActiveMember(memberId);
  if (!member.phone) throw new AppError('phone_not_bound');
  await once(
    { actorId: employee.employeeId, operation: 'revealPhone', requestId, params: { memberId, purpose } },
    now,
    async (session) => {
      await countReveal(session, employee.employeeId, now);
      await recordAudit(session, {
        action: 'phone_revealed',
        actorId: employee.employeeId,
        actorName: employee.name,
        subject: { kind: 'member', id: memberId },
        branchId: employee.branchId,
        reason: purpose,
        ip,
        at: now,
        changes: {},
      });
      return null;
    },
  );
  return secrets.openPhone(member.phone);
}

/** Counts a number shown to an employee; `reveal_limit_reached` after 30 of a business day. */
export async function countReveal(session: ClientSession, employeeId: string, now: Date): Promise<void> {
  try {
    // The filter leaves out a full counter, so the upsert then fails on _id: never more than the limit.
    await RevealCount.updateOne(
      { _id: `${employeeId}:${businessDay(now)}`, count: { $lt: REVEALS_PER_DAY } },
      { $inc: { count: 1 }, $setOnInsert: { expiresAt: new Date(now.getTime() + 3 * DAY_MS) } },
      { upsert: true, session },
    );
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('reveal_limit_reached', { limit: REVEALS_PER_DAY });
    throw error;
  }
}
