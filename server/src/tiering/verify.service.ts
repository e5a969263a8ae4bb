import { settledTier } from '@linzhang/shared/tiering/standing.rules';
import { DEFAULT_TIER_NUMBERS } from '@linzhang/shared/tiering/tiers.rules';
import type { Difference } from '../db/difference';
import { Standing } from './standing.model';

/** Recomputes what standings keep of the past: the tier after the months that are over, and the latest step. */
export async function* verifyTiering(): AsyncGenerator<Difference> {
  for await (const row of Standing.find().sort({ _id: 1 }).lean().cursor()) {
    const id = row._id.toHexString();
    const numbers = { ...DEFAULT_TIER_NUMBERS, ...row.settledBy };
    const settled = JSON.stringify(settledTier(row.points, row.facts.asOf, numbers));
    if (settled !== JSON.stringify(row.settled))
      yield { projection: 'standings.settled', id, expected: settled, found: JSON.stringify(row.settled) };
    const step = row.steps.at(-1);
    const [expected, found] = [`${row.result.tier} ${row.result.segment}`, `${step?.tier} ${step?.segment}`];
    if (expected !== found) yield { projection: 'standings.steps', id, expected, found };
  }
}
