import { WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import type { Difference } from '../db/difference';
import { Conversion, type ConversionRecord } from './conversion.model';
import { Credit } from './credit.model';
import { OriginChange } from './originChange.model';
import { Relation } from './relation.model';
import { replayDifferences } from './replay';

/** Recomputes credits from conversions and the touches kept with them, and origin managers from credits and decisions. */
export async function* verifyAttribution(): AsyncGenerator<Difference> {
  for await (const row of Conversion.find({ reverses: { $exists: false } })
    .lean()
    .cursor()) {
    const difference = await creditDifference(row);
    if (difference) yield difference;
  }
  for await (const credit of Credit.find({}, { memberId: 1, conversionId: 1 }).lean().cursor())
    if (!(await Conversion.exists({ _id: credit.conversionId, memberId: credit.memberId })))
      yield {
        projection: 'credits.conversionId',
        id: credit._id.toHexString(),
        expected: 'a conversion of the same member',
        found: null,
      };
  yield* replayDifferences();
  yield* originDifferences();
}

/** Sums that a conversion's credits may have; one that a head has not looked at may or may not be credited. */
async function creditDifference(row: ConversionRecord): Promise<Difference | null> {
  const credits = await Credit.find({ memberId: row.memberId, conversionId: row._id }).lean();
  const found = credits.reduce((sum, credit) => sum + credit.ppm, 0);
  const reversed = await Conversion.exists({ memberId: row.memberId, reverses: row._id });
  const allowed = reversed ? [0] : allowedSums(row.because);
  if (allowed.includes(found)) return null;
  return { projection: 'credits.ppm', id: row._id.toHexString(), expected: allowed.join(' or '), found };
}

function allowedSums(because: string): number[] {
  if (because === 'held') return [0, WHOLE_PPM];
  return because === 'origin' || because === 'new_origin' ? [WHOLE_PPM] : [0];
}

/** The first credit ever given to a member made the origin manager, unless one was decided on, or came back with the member. */
async function* originDifferences(): AsyncGenerator<Difference> {
  const firsts = Credit.aggregate<{ _id: unknown; employeeId: unknown }>([
    { $match: { reverses: { $exists: false }, movedFrom: { $exists: false } } },
    { $sort: { memberId: 1, recordedAt: 1, _id: 1 } },
    { $group: { _id: '$memberId', employeeId: { $first: '$employeeId' } } },
  ]);
  for await (const first of firsts.cursor()) {
    const relation = await Relation.findById(first._id).lean();
    if (relation?.originBecause === 'returned') continue;
    const decided = await OriginChange.findOne({ memberId: first._id }).sort({ at: -1, _id: -1 }).lean();
    const expected = String(decided?.toId ?? first.employeeId);
    const found = relation?.originId?.toHexString() ?? null;
    const moved = await Credit.exists({ memberId: first._id, movedFrom: { $exists: true } });
    if (!moved && found !== expected)
      yield { projection: 'relations.originId', id: String(first._id), expected, found };
  }
}
