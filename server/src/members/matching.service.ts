import { consentInForce } from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { havingId } from '../db/having';
import { PhoneBinding } from './account.model';
import { Member } from './member.model';

type Listener = (session: ClientSession, memberId: string, agreed: boolean, now: Date) => Promise<void>;

const listeners = new Set<Listener>();

/** The domain that matches members with the bank's list registers here at start: it acts when the agreement comes or goes. */
export function registerMatchingConsent(listener: Listener): void {
  listeners.add(listener);
}

/** Tells that a member agreed to be matched, or took that back, within the transaction that records it. */
export async function tellMatchingConsent(
  session: ClientSession,
  memberId: string,
  agreed: boolean,
  now: Date,
): Promise<void> {
  for (const listener of listeners) await listener(session, memberId, agreed, now);
}

/** Members by the keyed hash of the phone that they bound, of those who are here and agreed to be matched. */
export async function membersByPhone(hashes: readonly string[]): Promise<Map<string, string>> {
  const bindings = await PhoneBinding.find(
    { _id: { $in: [...hashes] }, memberId: { $type: 'objectId' } },
    { memberId: 1 },
  ).lean();
  if (bindings.length === 0) return new Map();
  const agreed = await agreedAmong(bindings.flatMap(({ memberId }) => (memberId ? [memberId] : [])));
  return new Map(
    bindings.flatMap(({ _id, memberId }): [string, string][] => {
      const id = memberId?.toHexString();
      return id !== undefined && agreed.has(id) ? [[_id, id]] : [];
    }),
  );
}

/** Keyed hash of the phone by which a member may be matched; null without phone or agreement. */
export async function matchablePhoneOf(memberId: string): Promise<string | null> {
  const id = new Types.ObjectId(memberId);
  const binding = await PhoneBinding.findOne({ memberId: havingId(memberId) }, { _id: 1 }).lean();
  return binding && (await agreedAmong([id])).has(memberId) ? binding._id : null;
}

async function agreedAmong(ids: readonly Types.ObjectId[]): Promise<Set<string>> {
  const rows = await Member.find({ _id: { $in: [...ids] }, status: 'active' }, { consents: 1 }).lean();
  return new Set(rows.flatMap((row) => (consentInForce(row.consents, 'matching') ? [row._id.toHexString()] : [])));
}
