import type { Settings } from '@linzhang/shared/settings/settings.rules';
import type { TierNumbers } from '@linzhang/shared/tiering/tiers.rules';
import { settingsOf } from '../settings/settings.service';

/** The numbers of a branch by which tiers are lost and come near. */
export async function tierNumbersOf(branchId: string): Promise<TierNumbers> {
  return numbersBy(await settingsOf(branchId));
}

function numbersBy({ monthsToFall, monthsToFallPrivate, nearTierPercent }: Settings): TierNumbers {
  return { monthsToFall, monthsToFallPrivate, nearPercent: nearTierPercent };
}

/** The numbers of several branches, by branch. */
export async function tierNumbersOfAll(branchIds: Iterable<string>): Promise<ReadonlyMap<string, TierNumbers>> {
  const numbers = new Map<string, TierNumbers>();
  for (const branchId of new Set(branchIds)) numbers.set(branchId, await tierNumbersOf(branchId));
  return numbers;
}
