import { CROCKFORD, checkCharacterOf, crockfordOf, hasValidCheck, tidyCode } from '@linzhang/shared/kernel/codes';

describe('short codes', () => {
  it('have one character for each random byte, by its low five bits', () => {
    expect(crockfordOf(Uint8Array.from([0, 31, 32, 255, 9, 10]), 6)).toBe('0Z0Z9A');
    expect(() => crockfordOf(Uint8Array.from([1, 2]), 3)).toThrow('3 characters need 3 bytes');
  });

  it.each([
    ['8k2q f7m0', '8K2QF7M0'],
    ['8K2Q-F7M0', '8K2QF7M0'],
    ['oO iI lL', '001111'],
  ])('read %s as %s', (typed, read) => {
    expect(tidyCode(typed)).toBe(read);
  });
});

describe('the check character', () => {
  const code = '8K2QF7M0ZXT';

  it('makes a code that is accepted', () => {
    expect(hasValidCheck(code + checkCharacterOf(code))).toBe(true);
    expect(checkCharacterOf('0')).toBe('0');
    // 1 doubled is 2; 32 - 2 = 30 is Y.
    expect(checkCharacterOf('1')).toBe('Y');
    // Z (31) doubled is 62: 1 and 30 are 31; 32 - 31 = 1.
    expect(checkCharacterOf('Z')).toBe('1');
  });

  it('notices every single wrong character', () => {
    const whole = code + checkCharacterOf(code);
    for (let at = 0; at < whole.length; at += 1)
      for (const other of CROCKFORD) {
        const wrong = whole.slice(0, at) + other + whole.slice(at + 1);
        expect(hasValidCheck(wrong)).toBe(wrong === whole);
      }
  });

  it('refuses what is no code', () => {
    expect(hasValidCheck('')).toBe(false);
    expect(hasValidCheck('U0')).toBe(false);
  });
});
