import { PERFORMANCE_MODEL } from '@linzhang/shared/attribution/attribution.rules';
import { type AttributionStep, replayCredits } from '@linzhang/shared/attribution/replay.rules';
import { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { limitIdsOf } from '../members/members.service';
import { Conversion, type ConversionRecord } from './conversion.model';
import { Credit, type CreditRecord } from './credit.model';
import { readTouch } from './keptTouch';
import { OriginChange } from './originChange.model';
import { OwnerChange } from './ownerChange.model';
import { Relation } from './relation.model';

/** Everything that attribution keeps of one member. */
interface History {
  memberId: Types.ObjectId;
  conversions: ConversionRecord[];
  credits: CreditRecord[];
  /** Who became origin manager without a touch. */
  origins: { _id: Types.ObjectId; at: Date; originId: Types.ObjectId }[];
}

interface Known {
  at: Date;
  _id: Types.ObjectId;
  step: AttributionStep;
}

/**
 * Credits every conversion once more from what was kept with it, and compares: whoever recomputes gets the same credits.
 * What two accounts did before one went into the other was credited apart, so such a member is left out.
 */
export async function* replayDifferences(): AsyncGenerator<Difference> {
  for await (const memberId of membersWithConversions()) {
    const history = await historyOf(memberId);
    if (history.conversions.some((row) => row.movedFrom)) continue;
    yield* differencesOf(history, await formerOriginOf(memberId));
  }
}

async function* membersWithConversions(): AsyncGenerator<Types.ObjectId> {
  let last: string | null = null;
  const rows = Conversion.find({}, { memberId: 1 }).sort({ memberId: 1, at: -1, _id: -1 }).lean().cursor();
  for await (const { memberId } of rows) {
    if (memberId.toHexString() === last) continue;
    last = memberId.toHexString();
    yield memberId;
  }
}

async function historyOf(memberId: Types.ObjectId): Promise<History> {
  const [conversions, credits, owners, decisions] = await Promise.all([
    Conversion.find({ memberId, reverses: { $exists: false } }).lean(),
    Credit.find({ memberId, model: PERFORMANCE_MODEL, reverses: { $exists: false } }).lean(),
    OwnerChange.find({ memberId, origin: true }).lean(),
    OriginChange.find({ memberId }).lean(),
  ]);
  const origins = [...owners, ...decisions].map(({ _id, at, toId }) => ({ _id, at, originId: toId }));
  return { memberId, conversions, credits, origins };
}

/** The origin manager of an account that the person deleted before. */
async function formerOriginOf(memberId: Types.ObjectId): Promise<string | null> {
  const [, ...former] = await limitIdsOf(memberId.toHexString());
  if (former.length === 0) return null;
  const where = { _id: { $in: former.map((id) => new Types.ObjectId(id)) }, originId: { $exists: true } };
  const row = await Relation.findOne(where).sort({ originAt: 1 }).lean();
  return row?.originId?.toHexString() ?? null;
}

/** In the order in which things became known; what a head had to look at counts from when it was credited. */
function stepsOf({ conversions, credits, origins }: History): AttributionStep[] {
  const creditOf = new Map(credits.map((credit) => [credit.conversionId.toHexString(), credit]));
  const known: Known[] = [
    ...origins.map(({ _id, at, originId }) => ({
      at,
      _id,
      step: { step: 'origin' as const, originId: originId.toHexString() },
    })),
    ...conversions.flatMap((row): Known[] => {
      const id = row._id.toHexString();
      const late = row.because === 'held' ? creditOf.get(id) : null;
      // Recorded before touches were kept, or not credited yet: nothing to compute from.
      if (row.touches === undefined || late === undefined) return [];
      const { at, because } = row;
      const step = { step: 'conversion' as const, id, at, because, touches: row.touches.map(readTouch) };
      return [{ at: late?.recordedAt ?? row.recordedAt, _id: late?._id ?? row._id, step }];
    }),
  ];
  known.sort(
    (one, other) => one.at.getTime() - other.at.getTime() || one._id.toString().localeCompare(String(other._id)),
  );
  return known.map(({ step }) => step);
}

function* differencesOf(history: History, formerId: string | null): Generator<Difference> {
  const replay = replayCredits(stepsOf(history), formerId);
  for (const [conversionId, { credits }] of replay.credits) {
    const found = history.credits.filter((credit) => credit.conversionId.toHexString() === conversionId);
    const stored = found.map(({ employeeId, ppm }) => `${employeeId.toHexString()} ${ppm}`).join();
    const expected = credits.map(({ employeeId, ppm }) => `${employeeId} ${ppm}`).join();
    if (stored !== expected) yield { projection: 'credits.employeeId', id: conversionId, expected, found: stored };
  }
}
