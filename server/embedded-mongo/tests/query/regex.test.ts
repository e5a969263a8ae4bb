import { CommandError } from '../../src/errors';
import { plainOperation } from '../../src/operation';
import { compileRegex, compileRegexExec, regexPrefix } from '../../src/query/regex';

function matches(pattern: string, options: string, text: string): boolean {
  return compileRegex(pattern, options, plainOperation())(text);
}

function errorOf(work: () => unknown): CommandError {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('regular expressions are those of PCRE', () => {
  test.each<[string, string, string, boolean]>([
    ['^ab', '', 'abc', true],
    ['^ab', '', 'cab', false],
    ['^b', '', 'a\nb', false],
    ['^b', 'm', 'a\nb', true],
    ['^$', 'm', 'a\n', false],
    ['a$', '', 'a\n', true],
    ['a$', '', 'a\n\n', false],
    ['a$', 'm', 'a\nb', true],
    ['a\\z', '', 'a\n', false],
    ['a\\Z', '', 'a\n', true],
    ['\\Aa', 'm', 'b\na', false],
    ['a.b', '', 'a\nb', false],
    ['a.b', '', 'a\rb', true],
    ['a.b', 's', 'a\nb', true],
    ['a\\Nb', 's', 'a\nb', false],
    ['AB', 'i', 'xabx', true],
    ['É', 'i', 'é', true],
    ['a b # comment\n c', 'x', 'abc', true],
    ['a\\ b[ ]c', 'x', 'a b c', true],
    ['a(?#note)b', '', 'ab', true],
    ['(?i)ab', '', 'AB', true],
    ['a(?i)b', '', 'aB', true],
    ['a(?i)b', '', 'AB', false],
    ['a(?i:b)c', '', 'aBc', true],
    ['a(?i:b)c', '', 'aBC', false],
    ['(?i)a(?-i)b', '', 'Ab', true],
    ['(?i)a(?-i)b', '', 'AB', false],
    ['(?i)[a-c](?-i)x', '', 'Bx', true],
    ['(a(?i)b)c', '', 'aBC', false],
    ['[[:alpha:]]+[[:digit:]]', '', 'ab1', true],
    ['^[[:^alpha:]]$', '', 'a', false],
    ['^[]a]+$', '', ']a', true],
    ['^[^]a]$', '', 'b', true],
    ['^[a\\]-]+$', '', 'a]-', true],
    ['^[\\d-x]+$', '', '1-x', true],
    ['^\\Qa.b*\\E+$', '', 'a.b***', true],
    ['\\Qa.b\\E', '', 'axb', false],
    ['^a++b', '', 'aab', true],
    ['^a++ab', '', 'aab', false],
    ['^(?>a|ab)c', '', 'abc', false],
    ['^(?:a|ab)c', '', 'abc', true],
    ['(\\w)\\1', '', 'hello', true],
    ['(?P<c>\\w)(?P=c)', '', 'hello', true],
    ['(?<c>\\w)\\k<c>', '', 'helo', false],
    ['(\\w)\\g{-1}', '', 'hello', true],
    ['(\\w)\\g1', '', 'helo', false],
    ['a{,3}', '', 'a{,3}', true],
    ['a{2}', '', 'aa', true],
    ['^a{2,3}$', '', 'aaaa', false],
    ['x{a}', '', 'x{a}', true],
    ['\\x41\\x{1F600}', '', 'A😀', true],
    ['^.$', '', '😀', true],
    ['\\101', '', 'A', true],
    ['\\p{Lu}\\p{L}', '', 'Éa', true],
    ['\\p{Han}', '', '中', true],
    ['\\p{^Lu}', '', 'A', false],
    ['^\\h$', '', '\t', true],
    ['^a\\Rb$', '', 'a\r\nb', true],
    ['^\\s$', '', '\u00a0', false],
    ['(*UTF8)^.$', '', 'é', true],
    ['(*UCP)^\\w$', '', 'é', true],
    ['^\\w$', '', 'é', false],
    ['(?<=a)b', '', 'ab', true],
    ['(?<!a)b', '', 'ab', false],
    ['a(?=b)', '', 'ac', false],
    ['a(?!b)', '', 'ac', true],
    ['', '', 'anything', true],
    ['a|', '', 'b', true],
    ['}]', '', '}]', true],
    ['/-"', '', '/-"', true],
  ])('/%s/%s on %j: %s', (pattern, options, text, expected) => {
    expect(matches(pattern, options, text)).toBe(expected);
  });

  test.each<[string, string]>([
    ['(', 'missing closing parenthesis'],
    [')', 'unmatched closing parenthesis'],
    ['*a', 'quantifier does not follow a repeatable item'],
    ['a**', 'quantifier does not follow a repeatable item'],
    ['[a', 'missing terminating ] for character class'],
    ['[b-a]', 'range out of order in character class'],
    ['a\\', '\\ at end of pattern'],
    ['a{3,2}', 'numbers out of order in {} quantifier'],
    ['a{70000}', 'number too big in {} quantifier'],
    ['\\2(a)', 'reference to non-existent subpattern'],
    ['(?<=a*)b', 'lookbehind assertion is not fixed length'],
    ['\\y', 'unrecognized character follows \\'],
    ['[[:foo:]]', 'unknown POSIX class name'],
    ['\\p{Foo}', 'unknown property after \\P or \\p'],
    ['(?z)', 'unrecognized character after (? or (?-'],
    ['(?<a>x)(?<a>y)', 'two named subpatterns have the same name (PCRE2_DUPNAMES not set)'],
  ])('/%s/ is refused with 51091 and the words of PCRE', (pattern, reason) => {
    const error = errorOf(() => compileRegex(pattern, '', plainOperation()));
    expect([error.code, error.message]).toEqual([51091, `Regular expression is invalid: ${reason}`]);
  });

  test('other options than imsxu are refused with 51108', () => {
    expect(errorOf(() => compileRegex('a', 'ig', plainOperation())).code).toBe(51108);
  });

  test('a pattern of 32764 bytes is taken, one more is refused', () => {
    expect(matches('a'.repeat(32764), '', 'b')).toBe(false);
    expect(errorOf(() => compileRegex('a'.repeat(32765), '', plainOperation())).code).toBe(51091);
  });

  test('a NUL in the pattern is refused', () => {
    expect(errorOf(() => compileRegex('a\0', '', plainOperation())).code).toBe(2);
  });

  test.each(['(?R)', '(a)(?1)', 'a\\Kb', '(?(1)a|b)', '(?|a|b)'])('%s is refused by name', (pattern) => {
    expect(errorOf(() => compileRegex(pattern, '', plainOperation())).code).toBe(238);
  });

  test.each([
    ['(a*)*'.repeat(2000), 'loops in a row'],
    [`(?:${'|x*'.repeat(3000)})${'b*'.repeat(200)}`, 'loops behind many alternatives'],
    ['(?=a|)'.repeat(4500), 'more than the engine takes'],
  ])('a pattern that would take long to compile is refused: %#', (pattern) => {
    const start = performance.now();
    expect(errorOf(() => compileRegex(pattern, '', plainOperation())).code).toBe(51091);
    expect(performance.now() - start).toBeLessThan(1500);
  });

  test('groups nested 250 deep are taken, 251 are refused', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(matches(nested(249), '', 'a')).toBe(true);
    expect(errorOf(() => compileRegex(nested(5000), '', plainOperation())).code).toBe(51091);
  });
});

describe('a search reports offsets and captures', () => {
  test('groups that took no part are null, atomic groups are not counted', () => {
    const find = compileRegexExec('(?>x)(a)|x(b)', '', plainOperation());
    expect(find('..xb', 0)).toEqual({ index: 2, end: 4, text: 'xb', captures: [null, 'b'] });
  });

  test('the search starts at the offset', () => {
    const find = compileRegexExec('a', '', plainOperation());
    expect(find('aba', 1)?.index).toBe(2);
    expect(find('aba', 3)).toBeNull();
  });
});

describe('the literal prefix serves index ranges', () => {
  test.each<[string, string, string | undefined]>([
    ['^abc', '', 'abc'],
    ['^abc.*', '', 'abc'],
    ['^ab?c', '', 'a'],
    ['^ab+', '', 'ab'],
    ['^a\\.b', '', 'a.b'],
    ['\\Aabc', 'm', 'abc'],
    ['^abc', 'm', undefined],
    ['^abc', 'i', undefined],
    ['abc', '', undefined],
    ['^a|^b', '', undefined],
    ['^(ab)c', '', undefined],
    ['^', '', undefined],
  ])('/%s/%s: %s', (pattern, options, prefix) => {
    expect(regexPrefix(pattern, options)).toBe(prefix);
  });
});

describe('no pattern hangs the server', () => {
  const many = 'a'.repeat(1_000_000);
  const alternatives = Array.from({ length: 4000 }, (_, i) => `w${i}`).join('|');
  const loops = Array.from({ length: 3000 }, (_, i) => `a*b${i}`).join('|');
  test.each<[string, string, string]>([
    ['(a+)+$ on thirty letters', '(a+)+$', `${'a'.repeat(30)}!`],
    ['(a+)+$ on a million letters', '(a+)+$', `${many}!`],
    ['((a*)*)*b on a thousand letters', '((a*)*)*b', 'a'.repeat(1000)],
    ['.*.*.*=.* on a million letters', '.*.*.*=.*', many],
    ['(a|b|ab)*c on a hundred letters', '(a|b|ab)*c', 'ab'.repeat(50)],
    ['a backreference on many words', '(\\w+)\\s+\\1=', 'ab '.repeat(100_000)],
    ['a backreference on a million letters', '(.*)\\1x', many],
    ['(a?){40}a{40} on forty letters', '(a?){40}a{40}', 'a'.repeat(40)],
    ['a lookahead in a loop on a million letters', '(?=(a+))*b', many],
    ['counts nested five deep', '((((a{1,60}){1,60}){1,60}){1,60}){1,60}b', 'a'.repeat(5000)],
    ['thousands of alternatives on a million letters', alternatives, many],
    ['thousands of alternatives with loops on a million letters', loops, many],
    ['a*a*a*a*a*a*b on two thousand letters', 'a*a*a*a*a*a*b', 'a'.repeat(2000)],
    ['\\s+$ on a million blanks', '\\s+$', `${' '.repeat(1_000_000)}x`],
  ])('%s is answered within about a second', (_name, pattern, text) => {
    const start = performance.now();
    try {
      matches(pattern, '', text);
    } catch (error) {
      expect([51156, 51091]).toContain((error as CommandError).code);
    }
    expect(performance.now() - start).toBeLessThan(2500);
  });

  test('all risky matches of one command share one budget', () => {
    const operation = plainOperation();
    const test = compileRegex('(a+)+$', '', operation);
    const start = performance.now();
    for (let i = 0; i < 5; i++) expect(errorOf(() => test(`${'a'.repeat(40)}!`)).code).toBe(51156);
    expect(performance.now() - start).toBeLessThan(2500);
  });

  test('a deadline of the command cuts a match off with MaxTimeMSExpired', () => {
    const operation = { ...plainOperation(), deadline: performance.now() + 50 };
    const test = compileRegex('(a+)+$', '', operation);
    const start = performance.now();
    expect(errorOf(() => test(`${'a'.repeat(40)}!`)).code).toBe(50);
    expect(performance.now() - start).toBeLessThan(600);
  });

  test('a million letters are searched by ordinary patterns and answered', () => {
    expect(matches('z$', '', `${many}z`)).toBe(true);
    expect(matches('^a*$', '', many)).toBe(true);
    expect(matches('needle', 'i', `${many}Needle`)).toBe(true);
  });
});
