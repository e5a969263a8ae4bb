import { DAY_MS } from '@linzhang/shared/kernel/time';
import { DEFAULT_LEAD_NUMBERS, leadScore, reasonRested, warnsOfChurn } from '@linzhang/shared/leads/leads.rules';
import { lastReached, reasonsOf } from '@linzhang/shared/leads/reasons.rules';
import { SETTINGS } from '@linzhang/shared/settings/settings.rules';

const NOW = new Date('2026-11-22T02:00:00.000Z');
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const calm = { aumFen: null, aumBeforeFen: null, engagements: 0, lastEngagedAt: null };

describe('a branch with numbers of its own', () => {
  it('has those of the rules where it changed nothing', () => {
    const { points, reasonRestMs, engagedScore, nearPercent, churnAumPercent, churnSilenceDays, churnEngagements } =
      DEFAULT_LEAD_NUMBERS;
    expect({
      pointsPhoneBound: points.phone_bound,
      pointsEngaged: points.engaged,
      pointsCardCompleted: points.card_completed,
      pointsAumOffer: points.aum_offer_claimed,
      pointsNearTier: points.near_tier,
      pointsChurn: points.churn_warning,
      pointsContact: points.contact_added,
      pointsProspect: points.prospect,
      engagedScore,
      nearTierPercent: nearPercent,
      churnAumPercent,
      churnSilenceDays,
      churnEngagements,
      reasonRestDays: reasonRestMs / DAY_MS,
    }).toMatchObject(
      Object.fromEntries(
        Object.entries(SETTINGS)
          .filter(([name]) => /^(points|churn|engaged|reasonRest|nearTier)/.test(name))
          .map(([name, { default: standard }]) => [name, standard]),
      ),
    );
  });

  it('weighs reasons by them', () => {
    const points = { ...DEFAULT_LEAD_NUMBERS.points, near_tier: 5 };
    expect(leadScore(['near_tier', 'card_completed'], null, points)).toBe(25);
  });

  it.each([
    [{ ...calm, aumFen: 90, aumBeforeFen: 100 }, { churnAumPercent: 10 }, true],
    [{ ...calm, aumFen: 91, aumBeforeFen: 100 }, { churnAumPercent: 10 }, false],
    [{ ...calm, engagements: 1, lastEngagedAt: ago(30) }, { churnEngagements: 1, churnSilenceDays: 30 }, true],
    [{ ...calm, engagements: 1, lastEngagedAt: ago(29) }, { churnEngagements: 1, churnSilenceDays: 30 }, false],
    [{ ...calm, engagements: 3, lastEngagedAt: ago(60) }, { churnEngagements: 4 }, false],
  ])('is warned of churn by %j and %j: %s', (facts, over, warns) => {
    expect(warnsOfChurn(facts, NOW, { ...DEFAULT_LEAD_NUMBERS, ...over })).toBe(warns);
  });

  it('has reasons near, active and rested by them', () => {
    const standing = { tier: 'rising' as const, aumFen: 16_000_000, average90Fen: 0, aumRiseFen: 0 };
    const facts = { ledger: [], boundByChannel: false, standing };
    const found = (nearPercent: number) =>
      reasonsOf(facts, '2026-11-22', NOW, { ...DEFAULT_LEAD_NUMBERS, nearPercent }).map(({ reason }) => reason);
    expect([found(10), found(20)]).toEqual([[], ['near_tier']]);
    const ledger = [{ id: 'a', kind: 'phone_bound' as const, occurredAt: NOW }];
    expect([lastReached(ledger, 16), lastReached(ledger, 15)?.id]).toEqual([null, 'a']);
    expect(reasonRested(ago(2), NOW, 2 * DAY_MS)).toBe(true);
    expect(reasonRested(ago(2), NOW, 3 * DAY_MS)).toBe(false);
  });
});
