import {
  type AccountState,
  changesBetween,
  matchOf,
  needsSecondPerson,
  recounted,
  withRow,
} from '@linzhang/shared/aum/aum.rules';
import { type Cells, readRow } from '@linzhang/shared/aum/aumRow.rules';

const row = (asOf: string, deposits: string, more: Cells = {}) => {
  const read = readRow({ customerNo: 'C1', asOf, deposits, ...more }, '2026-11-22');
  if (!('row' in read)) throw new Error(JSON.stringify(read.faults));
  return read.row;
};

const after = (...rows: [string, string, number, Cells?][]): AccountState =>
  rows.reduce<AccountState | null>(
    (state, [asOf, deposits, by, more]) => withRow(state, row(asOf, deposits, more), by),
    null,
  ) as AccountState;

it.each([
  [0, 5_000_000, false],
  [10_000, 1_000, false],
  [10_000, 1_001, true],
  [10_000, -1_000, false],
  [10_000, -1_001, true],
])('of a total of %d fen moving %d asks for a second person: %s', (before, moved, asks) => {
  expect(needsSecondPerson(before, moved)).toBe(asks);
});

describe('rows of one customer', () => {
  it('hold by their day, whatever the order in which they come', () => {
    const inOrder = after(['2026-09-30', '1', 1], ['2026-10-31', '2', 2]);
    const reversed = after(['2026-10-31', '2', 2], ['2026-09-30', '1', 1]);
    expect(reversed).toEqual(inOrder);
    expect(inOrder.facts).toMatchObject({ asOf: '2026-10-31', aumFen: 200, by: 2 });
    expect(inOrder.points.map(({ on, fen }) => [on, fen])).toEqual([
      ['2026-09-30', 100],
      ['2026-10-31', 200],
    ]);
  });

  it('hold by the newest import for one day', () => {
    expect(after(['2026-10-31', '1', 2], ['2026-10-31', '2', 1]).facts.aumFen).toBe(100);
    expect(after(['2026-10-31', '1', 1], ['2026-10-31', '2', 2]).facts.aumFen).toBe(200);
    const state = after(['2026-10-31', '1', 1]);
    expect(withRow(state, row('2026-10-31', '1'), 1)).toEqual(state);
  });

  it('are kept at hand for two years, with the one that the time begins with', () => {
    const { points } = after(
      ['2024-01-31', '1', 1],
      ['2024-09-30', '2', 1],
      ['2024-10-31', '3', 1],
      ['2026-10-31', '4', 1],
    );
    expect(points.map(({ on }) => on)).toEqual(['2024-09-30', '2024-10-31', '2026-10-31']);
  });
});

describe('what a list tells that is new', () => {
  it('is nothing at the first sight of a customer, nor for a day that is over', () => {
    const first = after(['2026-10-31', '1', 1, { products: '基金', cardsActivated: '2' }]);
    expect(changesBetween(null, first)).toEqual([]);
    expect(changesBetween(first, withRow(first, row('2026-09-30', '1', { products: '保险' }), 2))).toEqual([]);
  });

  it('is a product category that the customer never had', () => {
    const had = after(['2026-08-31', '1', 1, { products: '存款、基金' }], ['2026-09-30', '1', 2, { products: '存款' }]);
    const now = withRow(had, row('2026-10-31', '1', { products: '存款、基金、保险', insurance: '5' }), 3);
    expect(changesBetween(had, now)).toEqual([
      { kind: 'product_opened', key: 'insurance', amountFen: 500, product: 'insurance', on: '2026-10-31' },
    ]);
  });

  it.each([
    ['109999.99', []],
    ['110000.00', [{ kind: 'aum_uplift', key: '2026-11', amountFen: 1_000_000, product: null, on: '2026-11-01' }]],
  ])('is an average of %s yuan after 10万', (deposits, changes) => {
    const before = after(['2026-10-01', '100000', 1]);
    expect(changesBetween(before, withRow(before, row('2026-11-01', deposits), 2))).toEqual(changes);
  });

  it.each([
    [undefined, '1', 0],
    ['0', '0', 0],
    ['0', '1', 1],
    ['2', '1', 0],
  ])('is a card activated where there were %s and are %s: %d', (had, has, count) => {
    const before = after(['2026-10-01', '1', 1, had === undefined ? {} : { cardsActivated: had }]);
    const changes = changesBetween(before, withRow(before, row('2026-11-01', '1', { cardsActivated: has }), 2));
    expect(changes.filter(({ kind }) => kind === 'bank_card_activated').length).toBe(count);
  });
});

it('counts an account anew by what its rows say, the latest amount with its day', () => {
  const state = after(['2026-10-01', '100', 1], ['2026-11-01', '200', 2]);
  const again = recounted(state, ({ on }) => (on === '2026-11-01' ? 7 : 5));
  expect(again.points).toEqual([
    { on: '2026-10-01', fen: 5, by: 1 },
    { on: '2026-11-01', fen: 7, by: 2 },
  ]);
  expect(again.facts).toEqual({ ...state.facts, aumFen: 7 });
});

it.each([
  ['matched', {}],
  ['matched', { accountMemberId: 'm', sharing: 3, memberHasOther: true }],
  ['phone_shared', { sharing: 2 }],
  ['account_matched', { accountMemberId: 'other' }],
  ['member_matched', { memberHasOther: true }],
  ['refused', { refused: true, sharing: 2 }],
])('is %s for %j', (outcome, facts) => {
  const plain = { memberId: 'm', accountMemberId: null, memberHasOther: false, sharing: 1, refused: false };
  expect(matchOf({ ...plain, ...facts })).toBe(outcome);
});
