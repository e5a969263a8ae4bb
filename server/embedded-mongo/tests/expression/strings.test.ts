import { Regex } from '../../src/bson/values';
import { answers, double, refusals } from './evaluate';

describe('Whole strings', () => {
  answers([
    [{ $concat: ['a', 'b'] }, 'ab'],
    [{ $concat: ['a', null] }, null],
    [{ $concat: [] }, ''],
    [{ $split: ['a,b,,c', ','] }, ['a', 'b', '', 'c']],
    [{ $split: ['abc', 'x'] }, ['abc']],
    [{ $split: ['', ','] }, ['']],
    [{ $split: [null, ','] }, null],
    [{ $strcasecmp: ['ABC', 'abd'] }, -1],
    [{ $strcasecmp: ['abc', 'ABC'] }, 0],
    [{ $strcasecmp: [null, 'a'] }, -1],
    [{ $strLenBytes: 'aé€😀' }, 10],
    [{ $strLenCP: 'aé€😀' }, 4],
  ]);
  refusals([
    [{ $concat: [1] }, 16702, '$concat only supports strings, not int'],
    [{ $split: [1, ','] }, 40085],
    [{ $split: ['a', 1] }, 40086],
    [{ $split: ['a', ''] }, 40087],
    [{ $strLenBytes: null }, 34473],
    [{ $strLenCP: '$missing' }, 34471, 'found: missing'],
  ]);
});

describe('Parts of strings', () => {
  answers([
    [{ $substrBytes: ['hello', 1, 3] }, 'ell'],
    [{ $substrBytes: ['hello', 1, -1] }, 'ello'],
    [{ $substrBytes: ['hello', 9, 2] }, ''],
    [{ $substrBytes: ['é€', 2, 3] }, '€'],
    [{ $substrBytes: [null, 0, 1] }, ''],
    [{ $substrBytes: [12345, 1, 2.9] }, '23'],
    [{ $substrCP: ['a😀b', 1, 1] }, '😀'],
    [{ $substrCP: ['a😀b', 1, 9] }, '😀b'],
    [{ $substrCP: ['abc', 5, 1] }, ''],
    [{ $substrCP: ['abc', double(1), 1] }, 'b'],
    [{ $indexOfBytes: ['a€b', 'b'] }, 4],
    [{ $indexOfBytes: ['abcabc', 'c', 3] }, 5],
    [{ $indexOfBytes: ['abcabc', 'c', 3, 5] }, -1],
    [{ $indexOfBytes: ['abc', '', 2] }, 2],
    [{ $indexOfBytes: ['abc', 'a', 9] }, -1],
    [{ $indexOfBytes: [null, 'a'] }, null],
    [{ $indexOfCP: ['a😀b', 'b'] }, 2],
    [{ $indexOfCP: ['a😀b', 'b', 0, 2] }, -1],
    [{ $indexOfCP: ['', ''] }, 0],
    [{ $indexOfCP: ['abc', 'c', 1, 9] }, 2],
  ]);
  refusals([
    [{ $substrBytes: ['é', 1, 1] }, 28656],
    [{ $substrBytes: ['é', 0, 1] }, 28657],
    [{ $substrBytes: ['a', 'x', 1] }, 16034],
    [{ $substrBytes: ['a', 0, 'x'] }, 16035],
    [{ $substrBytes: ['a', -1, 1] }, 50752],
    [{ $substrCP: ['a', 'x', 1] }, 34450],
    [{ $substrCP: ['a', 1.5, 1] }, 34451],
    [{ $substrCP: ['a', 0, 'x'] }, 34452],
    [{ $substrCP: ['a', 0, 1.5] }, 34453],
    [{ $substrCP: ['a', 0, -1] }, 34454],
    [{ $substrCP: ['a', -1, 1] }, 34455],
    [{ $substr: ['a', 0] }, 16020],
    [{ $indexOfBytes: [1, 'a'] }, 40091],
    [{ $indexOfBytes: ['a', 1] }, 40092],
    [{ $indexOfBytes: ['a', 'a', 1.5] }, 40096],
    [{ $indexOfBytes: ['a', 'a', -1] }, 40097],
    [{ $indexOfCP: [1, 'a'] }, 40093],
    [{ $indexOfCP: ['a', null] }, 40094],
  ]);
});

describe('Trimming and replacing', () => {
  answers([
    [{ $trim: { input: ' \0\t a b \u00a0' } }, 'a b'],
    [{ $ltrim: { input: '  a ' } }, 'a '],
    [{ $rtrim: { input: '  a ' } }, '  a'],
    [{ $trim: { input: 'xya😀yx', chars: 'x😀y' } }, 'a'],
    [{ $trim: { input: 'xx', chars: 'x' } }, ''],
    [{ $trim: { input: null } }, null],
    [{ $trim: { input: 'a', chars: null } }, null],
    [{ $replaceOne: { input: 'aXbX', find: 'X', replacement: { $literal: '$&' } } }, 'a$&bX'],
    [{ $replaceAll: { input: 'aXbX', find: 'X', replacement: { $literal: '$&' } } }, 'a$&b$&'],
    [{ $replaceAll: { input: 'ab', find: '', replacement: '-' } }, '-a-b-'],
    [{ $replaceOne: { input: 'ab', find: '', replacement: '-' } }, '-ab'],
    [{ $replaceOne: { input: null, find: 'a', replacement: 'b' } }, null],
  ]);
  refusals([
    [{ $trim: 'a' }, 50696],
    [{ $trim: { input: 'a', x: 1 } }, 50694],
    [{ $trim: { chars: 'a' } }, 50695],
    [{ $ltrim: { input: 1 } }, 50699, '$ltrim requires its input to be a string, got 1 (of type int) instead.'],
    [{ $trim: { input: 'a', chars: 1 } }, 50700],
    [{ $replaceOne: 1 }, 51751],
    [{ $replaceOne: { input: 'a', find: 'a' } }, 51747],
    [{ $replaceOne: { input: 1, find: 'a', replacement: null } }, 51746],
    [{ $replaceOne: { input: null, find: 1, replacement: 'a' } }, 51745],
    [{ $replaceAll: { input: 'a', find: 'a', replacement: 1 } }, 51744],
  ]);
});

describe('Regular expressions', () => {
  const find = (options: object) => ({ $regexFind: options });
  answers([
    [{ $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } }, true],
    [{ $regexMatch: { input: 'Hello', regex: new Regex('^h', '') } }, false],
    [{ $regexMatch: { input: null, regex: 'a' } }, false],
    [find({ input: 'a😀bcb', regex: '(b)(x)?' }), { match: 'b', idx: 2, captures: ['b', null] }],
    [find({ input: 'abc', regex: 'x' }), null],
    [find({ input: '$missing', regex: 'x' }), null],
    [find({ input: 'abc', regex: null }), null],
    [
      { $regexFindAll: { input: '😀a1b22', regex: '\\d+' } },
      [
        { match: '1', idx: 2, captures: [] },
        { match: '22', idx: 4, captures: [] },
      ],
    ],
    [{ $regexFindAll: { input: 'ab', regex: 'x*' } }, [0, 1].map((idx) => ({ match: '', idx, captures: [] }))],
    [{ $regexFindAll: { input: '', regex: 'x*' } }, [{ match: '', idx: 0, captures: [] }]],
    [{ $regexFindAll: { input: null, regex: 'x*' } }, []],
    [{ $regexMatch: { input: '$t', regex: '$r' } }, true, { t: 'abc', r: 'b' }],
  ]);
  refusals([
    [find({ input: 1, regex: 'a' }), 51104],
    [find({ input: 'a', regex: 1 }), 51105],
    [find({ input: 'a', regex: 'a', options: 1 }), 51106],
    [find({ input: 'a', regex: new Regex('a', 'i'), options: 'i' }), 51107],
    [find({ input: 'a', regex: 'a', options: 'q' }), 51108],
    [find({ input: 'a', regex: 'a\0' }), 51109],
    [find({ input: 'a', regex: '(' }), 51111, 'Invalid Regex in $regexFind'],
    [find({ regex: 'a' }), 31022],
    [find({ input: 'a' }), 31023],
    [find({ input: 'a', regex: 'a', x: 1 }), 31024],
    [{ $regexFind: 'a' }, 51103],
  ]);
});
