import { formatWan, formatYuan, MAX_FEN, parseYuan } from '@linzhang/shared/kernel/money';

describe('money on bills and in assets', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [6300, '63.00'],
    [-2000, '-20.00'],
    [MAX_FEN, '10000000000.00'],
  ])('shows %i fen as %s yuan', (fen, text) => {
    expect(formatYuan(fen)).toBe(text);
  });

  it.each([
    [18_600_000, '18.6'],
    [19_999_999, '19.9'],
    [20_000_000, '20.0'],
    [99_999, '0.0'],
    [100_000, '0.1'],
    [-1_500_000, '-1.5'],
  ])('shows %i fen as %s 万, never rounded up over a line', (fen, text) => {
    expect(formatWan(fen)).toBe(text);
  });

  it.each([
    ['63', 6300],
    ['63.5', 6350],
    [' 63.05 ', 6305],
    ['0', 0],
    ['63.005', null],
    ['-1', null],
    ['1e3', null],
    ['', null],
    ['.5', null],
    ['99999999999', null],
  ])('reads what a person typed, %j, as %p', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });
});
