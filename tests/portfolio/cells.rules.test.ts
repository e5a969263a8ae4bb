import { countsOf } from '@linzhang/shared/portfolio/counts.rules';
import { cellOf, readCell } from '../../server/src/portfolio/cellKeys';

const start = { asOf: '2026-09-30', tier: 'rising' as const, inScope: true, aumFen: 12_000_000 };
const end = {
  ...{ asOf: '2026-11-10', tier: 'wealth' as const, segment: 'B' as const, inScope: true, aumFen: 45_000_000 },
  ...{ scope: ['aum' as const], products: ['fund'], transactions: 7, mobileActive: true, watch: false, near: true },
};

it.each([
  ['both ends', start, end],
  ['an end alone', null, end],
  ['a start alone', start, null],
  ['nothing', null, null],
])('the name of a cell of %s says all that its members have in common', (_name, before, after) => {
  const counts = countsOf(before, after);
  const facts = readCell(cellOf(before, after, counts));
  expect(facts).toMatchObject({
    startTier: before?.tier ?? null,
    endTier: after?.tier ?? null,
    segment: after?.segment ?? null,
    asOf: after?.asOf ?? null,
    watch: after?.watch ?? false,
    near: after?.near ?? false,
  });
  // Whatever is no amount is in it: with the amounts' sums the counts are whole.
  const { members, startFen, endFen, heldHundredths, transactions } = counts;
  expect({ ...facts.flags, members, startFen, endFen, heldHundredths, transactions }).toEqual(counts);
});
