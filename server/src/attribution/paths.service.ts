import type { Way } from '@linzhang/shared/attribution/models.rules';
import { countPath, MOST_PATHS, noPaths, type Path, type PathCounts } from '@linzhang/shared/attribution/paths.rules';
import { type PathSide, stepOf } from '@linzhang/shared/attribution/report.rules';
import { MOST_PLAYERS } from '@linzhang/shared/attribution/shapley.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type PipelineStage, Types } from 'mongoose';
import { journeysOf } from '../channels/journeys.service';
import { Conversion, type ConversionRecord } from './conversion.model';
import { isCounted } from './reportParts';
import { withCredits } from './standingConversions';

export interface PathQuestion {
  branchId: string;
  /** Not included is `to`. */
  from: Date;
  to: Date;
  side: PathSide;
}

/**
 * The paths of a branch in a period. Each conversion is the end of one, through the touches in its window; whoever came
 * in the period and converted to nothing in it went a path that was lost. Who works here went none. Conversions and
 * touches are read side by side in the order of the members, so that memory grows with the different paths only; they
 * are given up as soon as there are more players than can be compared.
 */
export async function pathsOf(question: PathQuestion): Promise<Path[]> {
  const { branchId, from, to, side } = question;
  const counts = noPaths();
  const add = (ways: readonly Way[], outcome: 'converted' | 'lost') => {
    const steps = ways.flatMap((way) => stepOf(side, way) ?? []);
    countPath(counts, steps, outcome);
    checkSize(counts);
  };
  const conversions = conversionsByMember(question);
  let next = await conversions.next();
  for await (const journey of journeysOf(branchId, from, to)) {
    for (; !next.done && next.value.memberId < journey.memberId; next = await conversions.next())
      for (const ways of next.value.paths) add(ways, 'converted');
    const own = !next.done && next.value.memberId === journey.memberId ? next.value : null;
    if (!own?.left) add(journey.ways, 'lost');
  }
  for (; !next.done; next = await conversions.next()) for (const ways of next.value.paths) add(ways, 'converted');
  return [...counts.paths.values()];
}

function checkSize({ channels, paths }: PathCounts): void {
  if (channels.size > MOST_PLAYERS) throw new AppError('too_many_players');
  if (paths.size > MOST_PATHS) throw new AppError('period_invalid');
}

/** What a member did in a period. */
interface MemberConversions {
  memberId: string;
  /** Ways of the touches of each conversion that counts. */
  paths: Way[][];
  /** True where the member went no lost path: it converted, waits for a head, or works here. */
  left: boolean;
}

const BATCH = 500;

async function* conversionsByMember({ branchId, from, to }: PathQuestion): AsyncGenerator<MemberConversions> {
  const stages: PipelineStage[] = [
    {
      $match: {
        homeBranchId: new Types.ObjectId(branchId),
        at: { $gte: from, $lt: to },
        reverses: { $exists: false },
      },
    },
    { $sort: { memberId: 1, at: 1, _id: 1 } },
  ];
  let batch: ConversionRecord[] = [];
  for await (const row of Conversion.aggregate<ConversionRecord>(stages)
    .allowDiskUse(true)
    .cursor({ batchSize: BATCH })) {
    // A batch ends where a member's rows end, so that each member is told of once.
    if (batch.length >= BATCH && !batch.at(-1)?.memberId.equals(row.memberId)) {
      yield* membersOf(batch);
      batch = [];
    }
    batch.push(row);
  }
  yield* membersOf(batch);
}

async function* membersOf(rows: readonly ConversionRecord[]): AsyncGenerator<MemberConversions> {
  const members = new Map<string, MemberConversions>();
  for (const each of await withCredits(rows)) {
    const memberId = each.row.memberId.toHexString();
    const member = members.get(memberId) ?? { memberId, paths: [], left: false };
    if (isCounted(each)) member.paths.push(each.touches);
    if (!each.reversed) member.left = true;
    members.set(memberId, member);
  }
  yield* members.values();
}
