import { Types } from 'mongoose';
import { Member } from './member.model';

/** Those of some members who have an account: neither moved nor deleted. */
export async function activeAmong(memberIds: readonly string[]): Promise<Set<string>> {
  const ids = memberIds.map((id) => new Types.ObjectId(id));
  const rows = await Member.find({ _id: { $in: ids }, status: 'active' }, { _id: 1 }).lean();
  return new Set(rows.map((row) => row._id.toHexString()));
}
