import { Types } from 'mongoose';
import { Conversion } from './conversion.model';

/** True for a member who bound the phone after coming by a manager's channel, unless that was taken back. */
export async function wasBoundByChannel(memberId: string): Promise<boolean> {
  const where = { memberId: new Types.ObjectId(memberId), kind: 'phone_bound' as const };
  const rows = await Conversion.find(where, { channelId: 1, reverses: 1 }).lean();
  const reversed = new Set(rows.flatMap((row) => (row.reverses ? [row.reverses.toHexString()] : [])));
  return rows.some((row) => !row.reverses && row.channelId && !reversed.has(row._id.toHexString()));
}
