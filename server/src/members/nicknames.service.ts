import { Types } from 'mongoose';
import { Member } from './member.model';

/** What the members among these who are here call themselves; null who gave no name. */
export async function nicknamesOf(memberIds: readonly string[]): Promise<Map<string, string | null>> {
  const where = { _id: { $in: memberIds.map((id) => new Types.ObjectId(id)) }, status: 'active' as const };
  const rows = await Member.find(where, { nickname: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.nickname ?? null]));
}

type Listener = (memberId: string, nickname: string) => Promise<void>;

const listeners = new Set<Listener>();

/** The domains in which members are found by name (portfolio) register here at start. */
export function registerNicknameChanged(listener: Listener): void {
  listeners.add(listener);
}

/** Tells what a member is called from now on, after it was stored. */
export async function tellNicknameChanged(memberId: string, nickname: string): Promise<void> {
  for (const listener of listeners) await listener(memberId, nickname);
}
