import { AUM_PARTS, type AumPart } from '@linzhang/shared/aum/aumRow.rules';
import type { SettingName } from '@linzhang/shared/settings/settings.rules';
import { readSettings } from '../settings/settings.service';

/** The numbers of a branch by which its lists are read. */
export interface AumNumbers {
  /** What counts as AUM beside deposits. */
  parts: AumPart[];
  upliftFen: number;
  /** A list that moves the branch's total by more waits for a second person. */
  reviewPercent: number;
}

const SWITCHES: Readonly<Record<AumPart, SettingName>> = {
  wealth: 'countWealth',
  funds: 'countFunds',
  insurance: 'countInsurance',
  bonds: 'countBonds',
  metals: 'countMetals',
};

/** The parts that settings count. */
export function partsBy(settings: Readonly<Record<SettingName, number>>): AumPart[] {
  return AUM_PARTS.filter((part) => settings[SWITCHES[part]] === 1);
}

/** The numbers in force in a branch, read anew: accounts and the parts they count must not part ways. */
export async function aumNumbersOf(branchId: string): Promise<AumNumbers> {
  const settings = await readSettings(branchId);
  return { parts: partsBy(settings), upliftFen: settings.upliftFen, reviewPercent: settings.aumReviewPercent };
}
