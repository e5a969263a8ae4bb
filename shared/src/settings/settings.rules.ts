/** Version of the catalogue below; a stored result names the branch's own version beside it. */
export const SETTINGS_RULES = 2;

interface Setting {
  default: number;
  min: number;
  max: number;
  /** `switch` is 1 for yes and 0 for no. */
  unit:
    | 'count'
    | 'points'
    | 'percent'
    | 'seconds'
    | 'minutes'
    | 'hours'
    | 'days'
    | 'months'
    | 'years'
    | 'fen'
    | 'switch';
}

/**
 * The business numbers that a branch may change, each within bounds that keep its rule meaningful. Where the tiers, the
 * scope and the segments begin, and what an engagement weighs, is not among them: these lines belong to the version of
 * the tiering rules that each standing carries, and branches, quarters and the matrix of transitions are compared by them.
 */
export const SETTINGS = {
  /** Two visits of one member by one channel within this time are one touch. */
  touchWindowMinutes: { default: 30, min: 1, max: 1440, unit: 'minutes' },
  /** First bindings of a day on one channel above this count only after a head has looked. */
  dailyBindingReview: { default: 20, min: 1, max: 1000, unit: 'count' },
  /** How long before a conversion a touch may lie to be credited. */
  attributionDays: { default: 30, min: 1, max: 365, unit: 'days' },
  /** Members are told of an event of their group so long before it. */
  announceDays: { default: 2, min: 1, max: 14, unit: 'days' },
  /** Stamps of one member at different booths closer than this are flagged for the organizer. */
  friendSeconds: { default: 20, min: 0, max: 600, unit: 'seconds' },
  /** A scan made without network counts when it arrives within this time. */
  offlineLateHours: { default: 24, min: 1, max: 72, unit: 'hours' },
  /** Scans without network above this in an hour on one device are kept for the organizer. */
  scansPerHourReview: { default: 60, min: 1, max: 1000, unit: 'count' },
  /** Staff may take the own last stamp back within this time. */
  undoSeconds: { default: 120, min: 10, max: 3600, unit: 'seconds' },
  /** Redemptions of one cashier in an hour before a head is asked. */
  redemptionsPerHour: { default: 30, min: 1, max: 1000, unit: 'count' },
  /** Wrong claim codes typed by one employee in an hour before typing is locked. */
  wrongCodesPerHour: { default: 10, min: 1, max: 100, unit: 'count' },
  /** A redemption by a typed code waits so long for the customer's tap. */
  confirmSeconds: { default: 60, min: 15, max: 600, unit: 'seconds' },
  /** A redemption may be reversed within this time. */
  reversalHours: { default: 24, min: 1, max: 168, unit: 'hours' },
  /** What all offers of one merchant may cost in a month before a second person must agree. */
  offerCostLimitFen: { default: 1_000_000, min: 0, max: 100_000_000_000, unit: 'fen' },
  /** Leads one manager holds at most; assigned ones count and are never refused. */
  leadsHeld: { default: 50, min: 1, max: 500, unit: 'count' },
  /** Leads one manager takes from the pool in a day at most. */
  leadsTakenPerDay: { default: 10, min: 1, max: 100, unit: 'count' },
  /** The holder of a lead is reminded after this time without a follow-up. */
  leadRemindHours: { default: 48, min: 1, max: 168, unit: 'hours' },
  /** A lead without a follow-up is taken back after this time. */
  leadRecycleDays: { default: 7, min: 1, max: 30, unit: 'days' },
  /** Who gave a lead back, or let it go stale, waits so long before taking it again. */
  leadRestDays: { default: 3, min: 0, max: 30, unit: 'days' },
  /** What each reason of a lead weighs. */
  pointsPhoneBound: { default: 30, min: 0, max: 100, unit: 'points' },
  pointsEngaged: { default: 20, min: 0, max: 100, unit: 'points' },
  pointsCardCompleted: { default: 20, min: 0, max: 100, unit: 'points' },
  pointsAumOffer: { default: 30, min: 0, max: 100, unit: 'points' },
  pointsNearTier: { default: 40, min: 0, max: 100, unit: 'points' },
  pointsChurn: { default: 50, min: 0, max: 100, unit: 'points' },
  pointsContact: { default: 20, min: 0, max: 100, unit: 'points' },
  pointsProspect: { default: 20, min: 0, max: 100, unit: 'points' },
  /** An engagement score from which a lead is made. */
  engagedScore: { default: 60, min: 10, max: 500, unit: 'points' },
  /** AUM down by this share within 30 days warns of churn. */
  churnAumPercent: { default: 20, min: 1, max: 100, unit: 'percent' },
  /** Nothing heard for so long, after at least so many engagements, warns of churn. */
  churnSilenceDays: { default: 60, min: 7, max: 365, unit: 'days' },
  churnEngagements: { default: 3, min: 1, max: 100, unit: 'count' },
  /** The same reason makes no lead for so long after one that had it was closed. */
  reasonRestDays: { default: 30, min: 0, max: 365, unit: 'days' },
  /** So far below a line a member is near the tier above it. */
  nearTierPercent: { default: 10, min: 1, max: 50, unit: 'percent' },
  /** Months in a row below the line after which a tier is lost. */
  monthsToFall: { default: 3, min: 1, max: 12, unit: 'months' },
  monthsToFallPrivate: { default: 6, min: 1, max: 12, unit: 'months' },
  /** Staff of the branch serve a customer with 5-10万 up to this age. */
  staffServiceAge: { default: 60, min: 18, max: 120, unit: 'years' },
  /** The month's average above the one before from which it is an uplift. */
  upliftFen: { default: 1_000_000, min: 10_000, max: 10_000_000_000, unit: 'fen' },
  /** A list that moves the branch's total by more than this waits for a second person. */
  aumReviewPercent: { default: 10, min: 1, max: 100, unit: 'percent' },
  /** What counts as AUM beside deposits. */
  countWealth: { default: 1, min: 0, max: 1, unit: 'switch' },
  countFunds: { default: 1, min: 0, max: 1, unit: 'switch' },
  countInsurance: { default: 1, min: 0, max: 1, unit: 'switch' },
  countBonds: { default: 1, min: 0, max: 1, unit: 'switch' },
  countMetals: { default: 1, min: 0, max: 1, unit: 'switch' },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** Every number of a branch; what it never changed has the default. `version` 0 is a branch that changed nothing. */
export type Settings = Readonly<Record<SettingName, number>> & { readonly version: number };

/** The numbers in force: a branch's own ones over the defaults. A stored number outside today's bounds is not used. */
export function settingsWith(changed: Readonly<Record<string, number>>, version: number): Settings {
  const values = SETTING_NAMES.map((name): [SettingName, number] => {
    const own = changed[name];
    return [name, own !== undefined && isInBounds(name, own) ? own : SETTINGS[name].default];
  });
  return { ...(Object.fromEntries(values) as Record<SettingName, number>), version };
}

/** True for a whole number that the setting allows. */
export function isInBounds(name: SettingName, value: number): boolean {
  const { min, max } = SETTINGS[name];
  return Number.isSafeInteger(value) && value >= min && value <= max;
}
