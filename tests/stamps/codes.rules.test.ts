import { codeTiming, codeToShow, formatCode, parseCode, slotBegin, slotOf } from '@linzhang/shared/stamps/codes.rules';

const SLOT = 59_000_000;
const begin = slotBegin(SLOT).getTime();
const at = (ms: number) => new Date(begin + ms);
const CODE = { purpose: 'stamp', alias: 'abcDEF_-12345678', slot: SLOT, keyId: 'k1', mac: 'M'.repeat(22) } as const;

describe('the time of a code', () => {
  it.each([
    [-30_001, 'future'],
    [-30_000, 'valid'],
    [0, 'valid'],
    [89_999, 'valid'],
    [90_000, 'expired'],
  ])('%i ms after its slot began is %s', (ms, timing) => {
    expect(codeTiming(SLOT, at(ms))).toBe(timing);
  });

  it.each([
    [-1, SLOT - 1],
    [0, SLOT],
    [29_999, SLOT],
    [30_000, SLOT + 1],
  ])('%i ms after a slot began lies in slot %i', (ms, slot) => {
    expect(slotOf(at(ms))).toBe(slot);
  });
});

describe('the text of a code', () => {
  it('is read back as it was written', () => {
    expect(formatCode(CODE)).toBe(`LZ1.stamp.abcDEF_-12345678.59000000.k1~${'M'.repeat(22)}`);
    expect(parseCode(formatCode(CODE))).toEqual(CODE);
  });

  const text = formatCode(CODE);
  it.each([
    ['nothing', ''],
    ['another version', text.replace('LZ1', 'LZ2')],
    ['another purpose', text.replace('stamp', 'admin')],
    ['a short alias', text.replace('abcDEF_-12345678', 'abc')],
    ['a slot with a sign', text.replace('59000000', '-1')],
    ['a slot with a leading zero', text.replace('59000000', '059000000')],
    ['a slot beyond all time', text.replace('59000000', '99999999999')],
    ['no key', text.replace('k1~', '')],
    ['a cut signature', text.slice(0, -1)],
    ['something behind it', `${text} `],
    ['a line behind it', `${text}\n`],
  ])('is none with %s', (_name, wrong) => {
    expect(parseCode(wrong)).toBeNull();
  });
});

describe('the code to show', () => {
  const run = { firstSlot: SLOT, codes: ['first', 'second'] };
  it.each([
    [-1, null],
    [0, { code: 'first', secondsLeft: 30 }],
    [29_999, { code: 'first', secondsLeft: 1 }],
    [30_000, { code: 'second', secondsLeft: 30 }],
    [60_000, null],
  ])('%i ms after the first slot began', (ms, shown) => {
    expect(codeToShow(run, at(ms))).toEqual(shown);
  });
});
