import { type ClientSession, Types } from 'mongoose';
import { PhoneBinding } from './account.model';

/** True where a member has bound the phone with this keyed hash. */
export async function isPhoneHeld(phoneHash: string): Promise<boolean> {
  return (await PhoneBinding.exists({ _id: phoneHash, memberId: { $type: 'objectId' } })) !== null;
}

/** Keyed hash of the phone that a member bound; null without one. */
export async function phoneHashOf(memberId: string, session: ClientSession | null = null): Promise<string | null> {
  const binding = await PhoneBinding.findOne({ memberId: new Types.ObjectId(memberId) }, { _id: 1 })
    .session(session)
    .lean();
  return binding?._id ?? null;
}
