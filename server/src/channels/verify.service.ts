import { businessDay } from '@linzhang/shared/kernel/time';
import type { Difference } from '../db/difference';
import { ChannelDay } from './channelDay.model';
import { ChannelReview, HeldBinding } from './review.model';
import { Touch } from './touch.model';

/** Recomputes the counts of channels from touches, and those of reviews from the bindings that wait. */
export async function* verifyChannels(): AsyncGenerator<Difference> {
  const counted = await countTouches();
  for await (const row of ChannelDay.find().lean().cursor()) {
    const key = `${row.channelId.toHexString()} ${row.day}`;
    const expected = counted.get(key) ?? { touches: 0, own: 0 };
    const found = { touches: row.touches, own: row.own };
    counted.delete(key);
    if (found.touches !== expected.touches || found.own !== expected.own)
      yield { projection: 'channeldays.touches', id: key, expected, found };
  }
  for (const [id, expected] of counted) yield { projection: 'channeldays.touches', id, expected, found: null };
  for await (const row of ChannelReview.find().lean().cursor()) {
    const expected = await HeldBinding.countDocuments({ reviewId: row._id });
    if (row.count !== expected)
      yield { projection: 'channelreviews.count', id: row._id.toHexString(), expected, found: row.count };
  }
}

/** Touches by channel and day, in all and for the channel's own employee. */
async function countTouches(): Promise<Map<string, { touches: number; own: number }>> {
  const counts = new Map<string, { touches: number; own: number }>();
  const rows = Touch.find({ channelId: { $exists: true } }, { channelId: 1, at: 1, because: 1 });
  for await (const row of rows.lean().cursor()) {
    const key = `${row.channelId?.toHexString()} ${businessDay(row.at)}`;
    const { touches, own } = counts.get(key) ?? { touches: 0, own: 0 };
    counts.set(key, { touches: touches + 1, own: own + (row.because === 'channel' ? 1 : 0) });
  }
  return counts;
}
