import type { ChannelSource, Placement } from '@linzhang/shared/channels/channels.rules';
import { Types } from 'mongoose';
import { Channel } from './channel.model';
import { Touch } from './touch.model';

/** A touch of a member as it is told to who decides. */
export interface ToldTouch {
  id: string;
  employeeId: string;
  channel: { id: string; name: string } | null;
  source: ChannelSource;
  /** Where the channel hangs now; null for a touch without a code. */
  placement: Placement | null;
  at: Date;
}

/** The last touches of a member, newest first. */
export async function lastTouches(memberId: string, limit: number): Promise<ToldTouch[]> {
  const rows = await Touch.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean();
  const ids = rows.flatMap((row) => row.channelId ?? []);
  const channels = await Channel.find({ _id: { $in: ids } }, { name: 1, placement: 1 }).lean();
  const byId = new Map(channels.map((channel) => [channel._id.toHexString(), channel]));
  return rows.map((row) => {
    const id = row.channelId?.toHexString() ?? null;
    const { name = '', placement = null } = byId.get(id ?? '') ?? {};
    return {
      id: row._id.toHexString(),
      employeeId: row.employeeId.toHexString(),
      channel: id === null ? null : { id, name },
      source: row.source,
      placement,
      at: row.at,
    };
  });
}
