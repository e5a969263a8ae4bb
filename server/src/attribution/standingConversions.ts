import { PERFORMANCE_MODEL } from '@linzhang/shared/attribution/attribution.rules';
import type { KeptTouch } from '@linzhang/shared/attribution/models.rules';
import { Conversion, type ConversionRecord } from './conversion.model';
import { Credit, type CreditRecord } from './credit.model';
import { readTouch } from './keptTouch';

/** A conversion with what became of it. */
export interface KnownConversion {
  row: ConversionRecord;
  /** Oldest first. */
  touches: KeptTouch[];
  /** Credits by the performance model, those taken back left out. */
  credits: CreditRecord[];
  reversed: boolean;
  /** True while a head has not accepted it, and after one has refused it. */
  held: boolean;
}

/** Credits and reversals of some conversions, in two reads; entries that take another back are not conversions. */
export async function withCredits(rows: readonly ConversionRecord[]): Promise<KnownConversion[]> {
  const conversions = rows.filter((row) => !row.reverses);
  if (conversions.length === 0) return [];
  const ids = conversions.map((row) => row._id);
  const memberId = { $in: conversions.map((row) => row.memberId) };
  const [credits, reversals] = await Promise.all([
    Credit.find({
      memberId,
      conversionId: { $in: ids },
      model: PERFORMANCE_MODEL,
      reverses: { $exists: false },
    }).lean(),
    Conversion.find({ memberId, reverses: { $in: ids } }, { reverses: 1 }).lean(),
  ]);
  const reversed = new Set(reversals.map((row) => row.reverses?.toHexString()));
  const byConversion = new Map<string, CreditRecord[]>();
  for (const credit of credits) {
    const id = credit.conversionId.toHexString();
    byConversion.set(id, [...(byConversion.get(id) ?? []), credit]);
  }
  return conversions.map((row) => {
    const id = row._id.toHexString();
    const own = byConversion.get(id) ?? [];
    return {
      row,
      touches: (row.touches ?? []).map(readTouch),
      credits: own,
      reversed: reversed.has(id),
      held: row.because === 'held' && own.length === 0,
    };
  });
}
