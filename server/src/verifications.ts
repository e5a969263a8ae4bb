import { verifyAttribution } from './attribution/verify.service';
import { verifyAum } from './aum/verify.service';
import { verifyChannels } from './channels/verify.service';
import type { Difference } from './db/difference';
import { verifyEngagements } from './engagements/verify.service';
import { verifyEvents } from './events/verify.service';
import { verifyGroups } from './groups/verify.service';
import { verifyLeads } from './leads/verify.service';
import { verifyOffers } from './offers/verify.service';
import { verifyPortfolio } from './portfolio/verify.service';
import { verifySettings } from './settings/verify.service';
import { verifyStamps } from './stamps/verify.service';
import { verifyTiering } from './tiering/verify.service';

/** Each domain's own check: it recomputes its projections from its ledgers and gives back what differs. */
const VERIFICATIONS: readonly (() => AsyncIterable<Difference>)[] = [
  verifySettings,
  verifyEngagements,
  verifyGroups,
  verifyChannels,
  verifyAttribution,
  verifyEvents,
  verifyStamps,
  verifyOffers,
  verifyAum,
  verifyTiering,
  verifyLeads,
  verifyPortfolio,
];

/** Every difference between a stored projection and its ledger, domain by domain. */
export async function* findDifferences(): AsyncGenerator<Difference> {
  for (const verify of VERIFICATIONS) yield* verify();
}
