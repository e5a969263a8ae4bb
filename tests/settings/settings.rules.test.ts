import { SettingValues } from '@linzhang/shared/settings/settings.contract';
import { isInBounds, SETTING_NAMES, SETTINGS, settingsWith } from '@linzhang/shared/settings/settings.rules';

const defaults = Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].default]));

it('gives a branch that changed nothing the numbers of the rules', () => {
  expect(settingsWith({}, 0)).toEqual({ ...defaults, version: 0 });
  expect(settingsWith({}, 0)).toMatchObject({
    touchWindowMinutes: 30,
    dailyBindingReview: 20,
    attributionDays: 30,
    announceDays: 2,
    friendSeconds: 20,
    offlineLateHours: 24,
    scansPerHourReview: 60,
    undoSeconds: 120,
    redemptionsPerHour: 30,
    wrongCodesPerHour: 10,
    confirmSeconds: 60,
    reversalHours: 24,
    offerCostLimitFen: 1_000_000,
    leadsHeld: 50,
    leadsTakenPerDay: 10,
    leadRemindHours: 48,
    leadRecycleDays: 7,
    leadRestDays: 3,
    pointsPhoneBound: 30,
    pointsEngaged: 20,
    pointsCardCompleted: 20,
    pointsAumOffer: 30,
    pointsNearTier: 40,
    pointsChurn: 50,
    pointsContact: 20,
    pointsProspect: 20,
    engagedScore: 60,
    churnAumPercent: 20,
    churnSilenceDays: 60,
    churnEngagements: 3,
    reasonRestDays: 30,
    nearTierPercent: 10,
    monthsToFall: 3,
    monthsToFallPrivate: 6,
    staffServiceAge: 60,
    upliftFen: 1_000_000,
    aumReviewPercent: 10,
  });
});

it('takes a branch’s own numbers over them, and none that is out of bounds or unknown', () => {
  const settings = settingsWith({ announceDays: 3, undoSeconds: 9, fee: 7 }, 4);
  expect(settings).toEqual({ ...defaults, announceDays: 3, version: 4 });
});

describe.each(SETTING_NAMES)('%s', (name) => {
  const { min, max, default: standard } = SETTINGS[name];
  it.each([
    [min, true],
    [min - 1, false],
    [max, true],
    [max + 1, false],
    [standard, true],
    [min + 0.5, false],
    [Number.NaN, false],
  ])('%s', (value, allowed) => {
    expect(isInBounds(name, value)).toBe(allowed);
    expect(SettingValues.safeParse({ ...defaults, [name]: value }).success).toBe(allowed);
  });
});
