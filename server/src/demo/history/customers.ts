import { PRODUCTS, type Product } from '@linzhang/shared/aum/aumRow.rules';
import type { CrowdMember } from './crowd';
import { type Dice, diceOf } from './dice';
import { nameOf } from './names';

/** Customers of the bank's list who are no members. */
const OTHERS = 110;
const WAN = 10_000;
const YEAR = 2026;

/** How somebody's money goes: over the last quarter, and over this one so far; shares of the amount at first. */
export const COURSES = {
  steady: { weight: 44, last: [-2, 4], now: [-1, 5] },
  growing: { weight: 18, last: [3, 9], now: [10, 24] },
  /** Came over a line in the last quarter, or comes over it in this one. */
  roseBefore: { weight: 6, last: [12, 20], now: [0, 4] },
  rises: { weight: 8, last: [0, 3], now: [12, 20] },
  /** Ends just below the next line. */
  near: { weight: 9, last: [0, 2], now: [3, 6] },
  falling: { weight: 6, last: [0, 3], now: [-34, -23] },
  leaving: { weight: 3, last: [-4, 2], now: [-78, -56] },
  leftBefore: { weight: 1, last: [-70, -55], now: [0, 3] },
  small: { weight: 8, last: [-5, 8], now: [-5, 12] },
} as const;
export type Course = keyof typeof COURSES;

/** One customer of the bank's list; amounts in yuan. */
export interface Customer {
  customerNo: string;
  name: string;
  phone: string;
  birthYear: number;
  managerNo: string | null;
  course: Course;
  /** Before the last quarter. */
  base: number;
  /** Change over the last quarter and over this one, in percent of the base. */
  last: number;
  now: number;
  products: Product[];
  /** Opened in this quarter; null for nothing. */
  opens: Product | null;
  loans: number;
  cardSpending: number;
  cardGrade: string;
  transactions: number;
  channelPercent: number;
  mobileActive: boolean;
}

const LINES = [5 * WAN, 10 * WAN, 20 * WAN];
const COURSE_WEIGHTS = Object.entries(COURSES).map(([course, { weight }]) => [course as Course, weight] as const);
/** Managers by number, with their shares of the customers that have one. */
const MANAGERS: readonly (readonly [string, number])[] = [
  ['JN003', 44],
  ['JN007', 33],
  ['JN008', 23],
];
/** Whose code each channel is, so that most customers stay with who brought them. */
export const MANAGER_OF_CHANNEL: Readonly<Record<string, string>> = {
  market: 'JN003',
  stall: 'JN003',
  referral: 'JN003',
  property: 'JN007',
  'owners-chat': 'JN007',
  round: 'JN007',
  hall: 'JN008',
  bakery: 'JN008',
  payroll: 'JN008',
};

/** The customers of the branch's list: most of the crowd who may be matched, and others who are no members. */
export function planCustomers(crowd: readonly CrowdMember[]): Customer[] {
  const members = crowd.filter(({ bound, matching, index }) => bound !== null && matching && index % 16 !== 5);
  const known = members.map(({ index, name, phone, birthYear, channel }) =>
    planCustomer({ key: `member/${index}`, number: 10_000 + index * 7, name, phone, birthYear, channel }),
  );
  const others = Array.from({ length: OTHERS }, (_none, index) => {
    const dice = diceOf(`other/${index}`);
    const birthYear = YEAR - dice.between(22, 78);
    const phone = `1380001${String(1_000 + index * 31).padStart(4, '0')}`;
    const who = { name: nameOf(dice, birthYear), phone, birthYear, channel: null };
    return planCustomer({ key: `other/${index}`, number: 40_000 + index * 13, ...who });
  });
  return [...known, ...others];
}

interface Who {
  key: string;
  number: number;
  name: string;
  phone: string;
  birthYear: number;
  channel: string | null;
}

function planCustomer({ key, number, channel, ...who }: Who): Customer {
  const dice = diceOf(`customer/${key}`);
  const course = dice.weighted(COURSE_WEIGHTS);
  const { last, now } = COURSES[course];
  const changes = {
    last: dice.between(last[0] * 10, last[1] * 10) / 10,
    now: dice.between(now[0] * 10, now[1] * 10) / 10,
  };
  const products = productsOf(dice);
  const free = (['fund', 'wealth', 'insurance', 'metal'] as const).filter((product) => !products.includes(product));
  const busy = dice.in100(64);
  return {
    customerNo: `6217${String(number)}`,
    ...who,
    managerNo: managerOf(dice, channel),
    course,
    base: baseOf(dice, course, changes),
    ...changes,
    products,
    opens: (course === 'growing' || course === 'rises') && dice.in100(55) ? (free[0] ?? null) : null,
    loans: products.includes('loan') ? dice.between(6, 60) * WAN : 0,
    cardSpending: products.includes('card') ? dice.between(3, 70) * 1_000 : 0,
    cardGrade: products.includes('card')
      ? dice.weighted([
          ['普卡', 70],
          ['金卡', 24],
          ['白金卡', 6],
        ])
      : '无',
    transactions: busy ? dice.between(12, 60) : dice.between(0, 9),
    channelPercent: busy ? dice.between(52, 96) : dice.between(5, 48),
    mobileActive: busy ? dice.in100(88) : dice.in100(25),
  };
}

/** Half of the customers have a manager by the bank's own list; most of them the one who brought the member. */
function managerOf(dice: Dice, channel: string | null): string | null {
  if (!dice.in100(52)) return null;
  const own = channel === null ? undefined : MANAGER_OF_CHANNEL[channel];
  return own && dice.in100(80) ? own : dice.weighted(MANAGERS);
}

function productsOf(dice: Dice): Product[] {
  const chances: readonly (readonly [Product, number])[] = [
    ['deposit', 100],
    ['debit_card', 97],
    ['mobile_bank', 68],
    ['wealth', 38],
    ['fund', 17],
    ['insurance', 16],
    ['card', 27],
    ['loan', 12],
    ['bond', 5],
    ['metal', 4],
  ];
  return chances.filter(([, chance]) => dice.in100(chance)).map(([product]) => product);
}

/** The amount at first, so that the course leads to where it is to end. */
function baseOf(dice: Dice, course: Course, { last, now }: { last: number; now: number }): number {
  const grown = 1 + (last + now) / 100;
  const line = dice.pick(LINES);
  if (course === 'rises' || course === 'roseBefore') return round((line * dice.between(102, 108)) / 100 / grown);
  if (course === 'near') return round((line * dice.between(915, 980)) / 1_000 / grown);
  if (course === 'small') return round(dice.between(3, 40) * 1_000);
  return round(
    dice.weighted<() => number>([
      [() => dice.between(8, 48) * 1_000, 30],
      [() => dice.between(52, 96) * 1_000, 28],
      [() => dice.between(104, 190) * 1_000, 22],
      [() => dice.between(21, 90) * WAN, 18],
      [() => dice.between(210, 380) * WAN, 2],
    ])(),
  );
}

function round(yuan: number): number {
  return Math.round(yuan / 10) * 10;
}

/** How the amount is spread over the products held, in percent of the whole; what is left are deposits. */
const SHARES: Readonly<Partial<Record<Product, number>>> = { wealth: 34, fund: 11, insurance: 9, bond: 8, metal: 3 };

/** Amounts of a customer on a day, in yuan by column of the list. */
export function amountsOf(customer: Customer, last: number, now: number): Record<string, string> {
  const { base, course } = customer;
  const grown =
    base * (1 + (customer.last * stepped(course, 'last', last) + customer.now * stepped(course, 'now', now)) / 100);
  const total = round(Math.max(0, grown));
  const held = now > 0 && customer.opens ? [...customer.products, customer.opens] : customer.products;
  const parts = Object.entries(SHARES).filter(([product]) => held.includes(product as Product));
  const amounts = parts.map(([product, share]) => [product, round((total * share) / 100)] as const);
  const deposits = total - amounts.reduce((sum, [, yuan]) => sum + yuan, 0);
  const yuan = (product: Product) => String(amounts.find(([name]) => name === product)?.[1] ?? 0);
  return {
    deposits: String(deposits),
    wealth: yuan('wealth'),
    funds: yuan('fund'),
    insurance: yuan('insurance'),
    bonds: yuan('bond'),
    metals: yuan('metal'),
    products: held.map((product) => PRODUCTS[product]).join('、'),
  };
}

/** Who comes over a line, or takes the money away, does so at once; the others little by little. */
function stepped(course: Course, quarter: 'last' | 'now', share: number): number {
  const sudden =
    quarter === 'now'
      ? ['rises', 'falling', 'leaving'].includes(course)
      : ['roseBefore', 'leftBefore'].includes(course);
  if (!sudden) return share;
  return share >= 0.5 ? 1 : 0;
}
