import type { Way } from '@linzhang/shared/attribution/models.rules';
import type { Placement, TargetKind } from '@linzhang/shared/channels/channels.rules';
import { type PipelineStage, Types } from 'mongoose';
import { Channel } from './channel.model';
import { Touch, type TouchRecord } from './touch.model';

/** The touches of one member in a period. */
export interface Journey {
  memberId: string;
  /** Oldest first. */
  ways: Way[];
}

/** Names of channels by id, for pages that show them. */
export async function channelNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Channel.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.name]));
}

type Touched = Pick<TouchRecord, '_id' | 'memberId' | 'source' | 'channelId' | 'target'>;

/**
 * How members came to a branch from `from` to before `to`, one member at a time in the order of their ids: whatever the
 * number of touches, only one member's are held, and the database sorts on disk.
 */
export async function* journeysOf(branchId: string, from: Date, to: Date): AsyncGenerator<Journey> {
  const placed = await placedChannels(branchId);
  const stages: PipelineStage[] = [
    { $match: { branchId: new Types.ObjectId(branchId), at: { $gte: from, $lt: to } } },
    { $sort: { memberId: 1, at: 1, _id: 1 } },
    { $project: { memberId: 1, source: 1, channelId: 1, target: 1 } },
  ];
  let journey: Journey = { memberId: '', ways: [] };
  for await (const touch of Touch.aggregate<Touched>(stages).allowDiskUse(true).cursor({ batchSize: 1_000 })) {
    const memberId: string = touch.memberId.toHexString();
    if (journey.memberId !== memberId) {
      if (journey.ways.length > 0) yield journey;
      journey = { memberId, ways: [] };
    }
    journey.ways.push(wayOf(touch, placed));
  }
  if (journey.ways.length > 0) yield journey;
}

type Placed = Pick<Way, 'groupId' | 'eventId' | 'offerId' | 'placement'>;

function wayOf({ channelId, source, target }: Touched, placed: ReadonlyMap<string, Placed>): Way {
  const id = channelId?.toHexString() ?? null;
  return { channelId: id, source, ...(placed.get(id ?? '') ?? placeOf(target, null)) };
}

/** Where a code or a share card leads; nowhere for a contact. */
function placeOf(target: TouchRecord['target'], placement: Placement | null): Placed {
  const leadsTo = (kind: TargetKind) => (target?.kind === kind ? target.id.toHexString() : null);
  return { groupId: leadsTo('group'), eventId: leadsTo('event'), offerId: leadsTo('offer'), placement };
}

async function placedChannels(branchId: string): Promise<Map<string, Placed>> {
  const where = { branchId: new Types.ObjectId(branchId) };
  const rows = await Channel.find(where, { target: 1, placement: 1 }).lean();
  return new Map(rows.map(({ _id, target, placement }) => [_id.toHexString(), placeOf(target, placement)]));
}
