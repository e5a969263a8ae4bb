import type { ChannelFunnel } from '@linzhang/shared/channels/funnels.contract';
import { funnelStepOf } from '@linzhang/shared/channels/funnels.rules';
import { addBusinessDays, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { type ChannelResult, channelResults } from '../attribution/channelResults.service';
import type { ChannelRecord } from './channel.model';
import { Touch } from './touch.model';

/** First and last business day of coming, both included. */
export interface FunnelPeriod {
  from: string;
  to: string;
}

interface Comings {
  visits: number;
  came: number;
}

/** What came of those who came by each of these channels, in the order given. */
export async function funnelsOf(
  channels: readonly ChannelRecord[],
  { from, to }: FunnelPeriod,
): Promise<ChannelFunnel[]> {
  if (channels.length === 0) return [];
  const ids = channels.map((channel) => channel._id);
  const [start, end] = [startOfBusinessDay(from), startOfBusinessDay(addBusinessDays(to, 1))];
  const [comings, results] = await Promise.all([comingsBy(ids, start, end), channelResults(ids, start, end)]);
  return channels.map(({ _id, name }) => {
    const id = _id.toHexString();
    const { visits, came } = comings.get(id) ?? { visits: 0, came: 0 };
    return { channel: { id, name }, from, to, visits, came, ...countsOf(results.get(id) ?? []) };
  });
}

async function comingsBy(ids: readonly ChannelRecord['_id'][], from: Date, to: Date): Promise<Map<string, Comings>> {
  const rows = await Touch.aggregate<Comings & { _id: ChannelRecord['_id'] }>([
    // The type is named so that the partial index of channels serves it.
    { $match: { channelId: { $in: ids }, at: { $gte: from, $lt: to } } },
    { $group: { _id: { channelId: '$channelId', memberId: '$memberId' }, visits: { $sum: 1 } } },
    { $group: { _id: '$_id.channelId', visits: { $sum: '$visits' }, came: { $sum: 1 } } },
  ]).allowDiskUse(true);
  return new Map(rows.map(({ _id, visits, came }) => [_id.toHexString(), { visits, came }]));
}

function countsOf(results: readonly ChannelResult[]) {
  const people = { joined: new Set<string>(), bound: new Set<string>(), converted: new Set<string>() };
  const kinds = new Map<ChannelResult['kind'], { people: Set<string>; amountFen: number }>();
  for (const { memberId, kind, amountFen } of results) {
    const step = funnelStepOf(kind);
    people[step].add(memberId);
    if (step !== 'converted') continue;
    const known = kinds.get(kind) ?? { people: new Set<string>(), amountFen: 0 };
    known.people.add(memberId);
    kinds.set(kind, { people: known.people, amountFen: known.amountFen + amountFen });
  }
  return {
    joined: people.joined.size,
    bound: people.bound.size,
    converted: people.converted.size,
    kinds: [...kinds].map(([kind, each]) => ({ kind, people: each.people.size, amountFen: each.amountFen })),
  };
}
