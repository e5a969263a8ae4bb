import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { LeadNumbers } from '@linzhang/shared/leads/leads.rules';
import { settingsOf } from '../settings/settings.service';

/** The numbers of a branch by which its leads are made, and the version of its settings. */
export async function leadNumbersOf(branchId: string): Promise<LeadNumbers & { settingsVersion: number }> {
  const settings = await settingsOf(branchId);
  return {
    points: {
      phone_bound: settings.pointsPhoneBound,
      engaged: settings.pointsEngaged,
      card_completed: settings.pointsCardCompleted,
      aum_offer_claimed: settings.pointsAumOffer,
      near_tier: settings.pointsNearTier,
      churn_warning: settings.pointsChurn,
      contact_added: settings.pointsContact,
      prospect: settings.pointsProspect,
    },
    engagedScore: settings.engagedScore,
    nearPercent: settings.nearTierPercent,
    churnAumPercent: settings.churnAumPercent,
    churnSilenceDays: settings.churnSilenceDays,
    churnEngagements: settings.churnEngagements,
    reasonRestMs: settings.reasonRestDays * DAY_MS,
    settingsVersion: settings.version,
  };
}
