import type { ImportedKind } from '../attribution/attribution.rules';
import type { AumPoint } from '../tiering/average.rules';
import { monthAfter, monthBefore, monthlyAverage } from '../tiering/average.rules';
import type { CardGrade } from '../tiering/scope.rules';
import { AUM_PARTS, type AumPart, type AumRow, aumOf, type Product } from './aumRow.rules';

export const AUM_RULES = 1;

/** What becomes of a file: read once to check it, then a second time to take its rows. */
export const IMPORT_STATUSES = ['uploaded', 'waiting', 'applying', 'done', 'failed', 'dropped'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** A packed file, and what may come out of it. */
export const MAX_FILE_BYTES = 320 * 1024 * 1024;
export const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
/** Texts of a sheet that are kept while it is read, in UTF-16 units. */
export const MAX_SHARED_TEXT = 32 * 1024 * 1024;
export const MAX_SHARED_STRINGS = 2_000_000;
export const MAX_ROWS = 1_500_000;
/** Faults of a file that are kept to be given back; more are only counted. */
export const MAX_KEPT_FAULTS = 20_000;
/** How long they are kept: they hold what stood in the file. */
export const FAULTS_DAYS = 30;

/** A file that moves the branch's total by more than this waits for a second person (brief: AUM). */
export const REVIEW_PERCENT = 10;
/** The month's average above the one before from which it is an uplift (brief: 1万). */
export const UPLIFT_FEN = 1_000_000;
/** Points of an account that are kept at hand, back from its latest. */
const KEPT_MONTHS = 24;

/** True where a total moves so far that one person alone may not say so; the first list of a branch moves nothing. */
export function needsSecondPerson(beforeFen: number, movedFen: number, percent = REVIEW_PERCENT): boolean {
  return beforeFen > 0 && Math.abs(movedFen) * 100 > beforeFen * percent;
}

/** A point with the number of the import that said it: of two for a day the higher number holds. */
export interface ImportedPoint extends AumPoint {
  /** Number of the import within the branch. */
  by: number;
}

/** What an account's latest row says. */
export interface AccountFacts {
  asOf: string;
  by: number;
  aumFen: number;
  /** What of it is in which product, in fen. */
  amounts: Partial<Record<Product, number>>;
  loansFen: number;
  cardSpendingFen: number;
  custodyFen: number;
  cardGrade: CardGrade;
  products: Product[];
  transactions: number | null;
  channelPercent: number | null;
  mobileActive: boolean | null;
  cardsActivated: number | null;
  birthYear: number | null;
  managerNo: string | null;
}

export interface AccountState {
  facts: AccountFacts;
  /** In order of their days. */
  points: ImportedPoint[];
  /** Every product category the customer was ever seen with. */
  everHeld: Product[];
  /** Most activated cards ever seen; null before a row tells. */
  mostCards: number | null;
}

/** What a row of import number `by` says. */
export function factsOf(row: AumRow, by: number, parts: readonly AumPart[] = AUM_PARTS): AccountFacts {
  const { asOf, loansFen, cardSpendingFen, custodyFen, cardGrade, products, transactions } = row;
  const { channelPercent, mobileActive, cardsActivated, birthYear, managerNo } = row;
  const sums = { aumFen: aumOf(row, parts), amounts: amountsOf(row), loansFen, cardSpendingFen, custodyFen };
  const activity = { transactions, channelPercent, mobileActive, cardsActivated };
  return { asOf, by, ...sums, cardGrade, products, ...activity, birthYear, managerNo };
}

function amountsOf(row: AumRow): Partial<Record<Product, number>> {
  const all: [Product, number][] = [
    ['deposit', row.depositsFen],
    ['wealth', row.wealthFen],
    ['fund', row.fundsFen],
    ['insurance', row.insuranceFen],
    ['bond', row.bondsFen],
    ['metal', row.metalsFen],
    ['loan', row.loansFen],
  ];
  return Object.fromEntries(all.filter(([, fen]) => fen > 0));
}

/** The account after a row of import number `by`; a row for a day that a newer import has spoken of changes nothing. */
export function withRow(
  state: AccountState | null,
  row: AumRow,
  by: number,
  parts: readonly AumPart[] = AUM_PARTS,
): AccountState {
  const facts = factsOf(row, by, parts);
  const point: ImportedPoint = { on: row.asOf, fen: facts.aumFen, by };
  const everHeld = [...new Set([...(state?.everHeld ?? []), ...row.products])].sort();
  const mostCards =
    row.cardsActivated === null ? (state?.mostCards ?? null) : Math.max(state?.mostCards ?? 0, row.cardsActivated);
  if (!state) return { facts, points: [point], everHeld, mostCards };
  if (state.points.some((each) => each.on === point.on && each.by > by)) return state;
  const newer = row.asOf > state.facts.asOf || (row.asOf === state.facts.asOf && by >= state.facts.by);
  const latest = newer ? facts : state.facts;
  return { facts: latest, points: withPoint(state.points, point, latest.asOf), everHeld, mostCards };
}

/** An account whose branch counts other parts than before: each point by what its row says, in fen. */
export function recounted(
  { facts, points }: Pick<AccountState, 'facts' | 'points'>,
  fenOf: (point: ImportedPoint) => number,
): Pick<AccountState, 'facts' | 'points'> {
  const again = points.map((point) => ({ ...point, fen: fenOf(point) }));
  const latest = again.find(({ on }) => on === facts.asOf);
  return { facts: { ...facts, aumFen: latest?.fen ?? facts.aumFen }, points: again };
}

function withPoint(points: readonly ImportedPoint[], point: ImportedPoint, latest: string): ImportedPoint[] {
  let first = latest.slice(0, 7);
  for (let month = 0; month < KEPT_MONTHS; month += 1) first = monthBefore(first);
  const others = points.filter((each) => each.on !== point.on);
  const at = others.findIndex((each) => each.on > point.on);
  const all = at === -1 ? [...others, point] : [...others.slice(0, at), point, ...others.slice(at)];
  // The last one before the window says what the window begins with.
  const before = all.filter((each) => each.on < `${first}-01`).length;
  return before > 1 ? all.slice(before - 1) : all;
}

/** Something an import tells of a member that counts for who brought the member. */
export interface AccountChange {
  kind: ImportedKind;
  /** Names it within the account: a product, a month, the n-th card. */
  key: string;
  amountFen: number | null;
  product: Product | null;
  /** `YYYY-MM-DD`. */
  on: string;
}

/** What happened between two states of an account; nothing where the first list only introduces the customer. */
export function changesBetween(
  before: AccountState | null,
  after: AccountState,
  upliftFen = UPLIFT_FEN,
): AccountChange[] {
  if (!before || after.facts.asOf <= before.facts.asOf) return [];
  const on = after.facts.asOf;
  const opened = after.facts.products
    .filter((product) => !before.everHeld.includes(product))
    .map(
      (product): AccountChange => ({
        kind: 'product_opened',
        key: product,
        amountFen: after.facts.amounts[product] ?? null,
        product,
        on,
      }),
    );
  const cards = after.mostCards ?? 0;
  const hadCards = before.mostCards;
  const activated =
    hadCards !== null && cards > hadCards
      ? [
          {
            kind: 'bank_card_activated' as const,
            key: String(cards),
            amountFen: null,
            product: 'debit_card' as const,
            on,
          },
        ]
      : [];
  return [...opened, ...activated, ...upliftsBetween(before, after, upliftFen)];
}

/** Every month that the new state reaches whose average stands above the one before it by the line or more. */
function upliftsBetween(before: AccountState, after: AccountState, upliftFen: number): AccountChange[] {
  const on = after.facts.asOf;
  const uplifts: AccountChange[] = [];
  for (let month = before.facts.asOf.slice(0, 7); month <= on.slice(0, 7); month = monthAfter(month)) {
    const average = monthlyAverage(after.points, month, on);
    const former = monthlyAverage(after.points, monthBefore(month), on);
    if (average === null || former === null || average - former < upliftFen) continue;
    uplifts.push({ kind: 'aum_uplift', key: month, amountFen: average - former, product: null, on });
  }
  return uplifts;
}

/** Why a customer of the list is not matched by itself. */
export const DOUBTS = ['phone_shared', 'member_matched', 'account_matched'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** What an account is to a member who bound the phone that stands in the list. */
export interface MatchFacts {
  memberId: string;
  /** Member that the account belongs to already. */
  accountMemberId: string | null;
  /** Another account that the member has already. */
  memberHasOther: boolean;
  /** How many accounts name this phone. */
  sharing: number;
  /** A head has said that it is not this member's. */
  refused: boolean;
}

/** One to one or not at all: what is not plain waits for the head. */
export function matchOf(facts: MatchFacts): 'matched' | 'refused' | Doubt {
  if (facts.accountMemberId === facts.memberId) return 'matched';
  if (facts.refused) return 'refused';
  if (facts.sharing > 1) return 'phone_shared';
  if (facts.accountMemberId !== null) return 'account_matched';
  return facts.memberHasOther ? 'member_matched' : 'matched';
}
