import { Double } from '../../src/bson/values';
import { answers, date, decimal, double, evaluate, refusals } from './evaluate';

const INT_MAX = 2_147_483_647;
const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

describe('$add', () => {
  answers([
    [{ $add: [1, 2] }, 3],
    [{ $add: [] }, 0],
    [{ $add: [INT_MAX, 1] }, 2_147_483_648n],
    [{ $add: [INT_MAX, 0] }, INT_MAX],
    [{ $add: [1, 2n] }, 3n],
    [{ $add: [1n, double(2)] }, double(3)],
    [{ $add: [LONG_MAX, 1] }, double(2 ** 63)],
    [{ $add: [LONG_MAX, 1, -1n] }, LONG_MAX],
    [{ $add: [0.1, 0.2] }, 0.30000000000000004],
    [{ $add: [1e16, 1.5, -1e16] }, 1.5],
    [{ $add: [1, decimal('0.10')] }, decimal('1.10')],
    [{ $add: [1, null] }, null],
    [{ $add: ['$missing', 1] }, null],
    [{ $add: [date('2024-01-01T00:00:00Z'), 1000] }, date('2024-01-01T00:00:01Z')],
    [{ $add: [1.6, date('2024-01-01T00:00:00Z')] }, date('2024-01-01T00:00:00.002Z')],
  ]);
  refusals([
    [{ $add: [1, 'x'] }, 14, '$add only supports numeric or date types, not string'],
    [{ $add: [date('2024-01-01T00:00:00Z'), date('2024-01-01T00:00:00Z')] }, 16612],
  ]);
});

describe('$subtract, $multiply, $divide and $mod', () => {
  answers([
    [{ $subtract: [1, 2] }, -1],
    [{ $subtract: [-INT_MAX, 2] }, -2_147_483_649n],
    [{ $subtract: [LONG_MIN, 1] }, double(-(2 ** 63))],
    [{ $subtract: [3, 0.5] }, 2.5],
    [{ $subtract: [date('2024-01-02T00:00:00Z'), date('2024-01-01T00:00:00Z')] }, 86_400_000n],
    [{ $subtract: [date('2024-01-02T00:00:00Z'), 1.9] }, date('2024-01-01T23:59:59.999Z')],
    [{ $subtract: ['$missing', 'x'] }, null],
    [{ $multiply: [3, 4] }, 12],
    [{ $multiply: [INT_MAX, 2] }, 4_294_967_294n],
    [{ $multiply: [LONG_MAX, 2] }, double(2 ** 64)],
    [{ $multiply: [2, 1.5] }, double(3)],
    [{ $multiply: [2, decimal('1.5')] }, decimal('3.0')],
    [{ $multiply: [2, null] }, null],
    [{ $multiply: [] }, 1],
    [{ $divide: [6, 3] }, double(2)],
    [{ $divide: [1, decimal('4')] }, decimal('0.25')],
    [{ $divide: [null, 0] }, null],
    [{ $mod: [7, 3] }, 1],
    [{ $mod: [-7, 3] }, -1],
    [{ $mod: [7n, 3] }, 1n],
    [{ $mod: [7, double(3)] }, 1],
    [{ $mod: [7.5, 2] }, 1.5],
    [{ $mod: [7, 2.5] }, double(2)],
    [{ $mod: [7, decimal('2.5')] }, decimal('2.0')],
    [{ $mod: [null, 0] }, null],
  ]);
  refusals([
    [{ $subtract: [1, date('2024-01-01T00:00:00Z')] }, 14, "can't $subtract date from int"],
    [{ $subtract: [date('2024-01-01T00:00:00Z'), 'x'] }, 14, "can't $subtract string from Date"],
    [{ $subtract: [1] }, 16020, 'Expression $subtract takes exactly 2 arguments. 1 were passed in.'],
    [{ $multiply: [1, 'x'] }, 14],
    [{ $divide: [1, 0] }, 2, "can't $divide by zero"],
    [{ $divide: [1, double(0)] }, 2],
    [{ $divide: [1, decimal('0')] }, 2],
    [{ $divide: ['a', 1] }, 14, '$divide only supports numeric types, not string and int'],
    [{ $mod: [1, 0] }, 16610, "can't $mod by zero"],
    [{ $mod: [1, decimal('0')] }, 5733415],
    [{ $mod: ['a', 1] }, 16611],
  ]);
});

describe('$abs, $ceil, $floor, $round and $trunc', () => {
  answers([
    [{ $abs: -5 }, 5],
    [{ $abs: -2_147_483_648 }, 2_147_483_648n],
    [{ $abs: -1.5 }, 1.5],
    [{ $abs: decimal('-1.50') }, decimal('1.50')],
    [{ $abs: null }, null],
    [{ $ceil: 1.2 }, double(2)],
    [{ $ceil: 3n }, 3n],
    [{ $ceil: decimal('1.2') }, decimal('2')],
    [{ $floor: -1.2 }, double(-2)],
    [{ $floor: decimal('-1.2') }, decimal('-2')],
    [{ $round: 2.5 }, double(2)],
    [{ $round: 3.5 }, double(4)],
    [{ $round: -2.5 }, double(-2)],
    [{ $round: [1.005, 2] }, double(1)],
    [{ $round: [1.015, 2] }, 1.01],
    [{ $round: [1.25, 1] }, 1.2],
    [{ $round: [1234, -2] }, 1200],
    [{ $round: [1250, -2] }, 1200],
    [{ $round: [1350n, -2] }, 1400n],
    [{ $round: [INT_MAX, -1] }, 2_147_483_650n],
    [{ $round: [decimal('1.25'), 1] }, decimal('1.2')],
    [{ $round: [decimal('2'), 2] }, decimal('2.00')],
    [{ $round: [1.5, null] }, null],
    [{ $trunc: [1.99, 1] }, 1.9],
    [{ $trunc: -1.9 }, double(-1)],
    [{ $trunc: [199, -1] }, 190],
    [{ $round: double(Number.NaN) }, double(Number.NaN)],
  ]);
  refusals([
    [{ $abs: LONG_MIN }, 28680],
    [{ $abs: 'x' }, 28765, '$abs only supports numeric types, not string'],
    [{ $round: 'x' }, 51081],
    [{ $round: [1, 1.5] }, 51082],
    [{ $round: [1, 101] }, 51083],
    [{ $round: [1, -21] }, 51083],
    [{ $round: [1, 2, 3] }, 28667, 'takes at least 1 arguments, and at most 2, but 3 were passed in'],
    [{ $round: [LONG_MAX, -1] }, 51080],
  ]);
});

describe('Powers and logarithms', () => {
  answers([
    [{ $pow: [2, 10] }, 1024],
    [{ $pow: [2, 31] }, 2_147_483_648n],
    [{ $pow: [2, 62] }, 2n ** 62n],
    [{ $pow: [2, 63] }, double(2 ** 63)],
    [{ $pow: [-2, 63] }, LONG_MIN],
    [{ $pow: [2n, 2] }, 4n],
    [{ $pow: [2, -1] }, 0.5],
    [{ $pow: [-1, 3] }, -1],
    [{ $pow: [-1, 4] }, 1],
    [{ $pow: [0, 0] }, 1],
    [{ $pow: [2, 0.5] }, Math.SQRT2],
    [{ $pow: [decimal('2'), 10] }, decimal('1024')],
    [{ $sqrt: 9 }, double(3)],
    [{ $sqrt: decimal('2') }, decimal('1.414213562373095048801688724209698')],
    [{ $exp: 0 }, double(1)],
    [{ $exp: decimal('1') }, decimal('2.718281828459045235360287471352662')],
    [{ $ln: 1 }, double(0)],
    [{ $log10: 1000 }, double(3)],
    [{ $log10: decimal('1000') }, decimal('3')],
    [{ $log: [8, 2] }, double(3)],
    [{ $log: [null, 2] }, null],
  ]);
  refusals([
    [{ $pow: [0, -1] }, 28764],
    [{ $pow: ['a', 1] }, 28762],
    [{ $pow: [1, 'a'] }, 28763],
    [{ $sqrt: -1 }, 28714],
    [{ $ln: 0 }, 28766, "$ln's argument must be a positive number, but is 0"],
    [{ $log10: -1 }, 28761],
    [{ $log: [-1, 2] }, 28758],
    [{ $log: [2, 1] }, 28759],
    [{ $log: ['a', 2] }, 28756],
    [{ $log: [1, 'a'] }, 28757],
  ]);

  it('do not work for hours on decimals that fit nowhere', () => {
    expect(evaluate({ $exp: decimal('1E+6000') })).toEqual(decimal('Infinity'));
    expect(evaluate({ $pow: [decimal('1E+6000'), decimal('1E+6000')] })).toEqual(decimal('Infinity'));
    expect(evaluate({ $sin: decimal('1E+6000') })).toEqual(decimal('NaN'));
    expect(evaluate({ $sinh: decimal('1E+5') })).toEqual(decimal('Infinity'));
  });
});

describe('Trigonometry', () => {
  answers([
    [{ $sin: 0 }, double(0)],
    [{ $cos: 0 }, double(1)],
    [{ $acos: 1 }, double(0)],
    [{ $atan2: [1, 1] }, Math.PI / 4],
    [{ $degreesToRadians: 180 }, Math.PI],
    [{ $radiansToDegrees: Math.PI }, double(180)],
    [{ $acos: decimal('-1') }, decimal('3.141592653589793238462643383279503')],
    [{ $atan: null }, null],
    [{ $tanh: decimal('0') }, decimal('0')],
  ]);
  refusals([
    [{ $acos: 2 }, 50989, 'cannot apply $acos to 2, value must be in [-1,1]'],
    [{ $sin: double(Number.POSITIVE_INFINITY) }, 50989, 'value must be in (-inf,inf)'],
    [{ $acosh: 0 }, 50989],
    [{ $atan2: ['a', 1] }, 51044],
    [{ $sin: 'a' }, 28765],
  ]);
});

describe('Operators on bits', () => {
  answers([
    [{ $bitAnd: [6, 3] }, 2],
    [{ $bitAnd: [] }, -1],
    [{ $bitAnd: [6, 3n] }, 2n],
    [{ $bitOr: [6, 1] }, 7],
    [{ $bitXor: [6, 3] }, 5],
    [{ $bitNot: 0 }, -1],
    [{ $bitNot: 5n }, -6n],
    [{ $bitOr: [1, null] }, null],
  ]);
  refusals([
    [{ $bitAnd: 1.5 }, 14, '$bitAnd only supports int and long operands.'],
    [{ $bitNot: 1.5 }, 14, '$bitNot only supports int and long, not: double.'],
    [{ $bitNot: 'abc' }, 28765, '$bitNot only supports numeric types, not string'],
  ]);
});

describe('Accumulators as operators', () => {
  answers([
    [{ $sum: [1, 2, 'x', null] }, 3],
    [{ $sum: '$a' }, 6, { a: [1, 2, 3] }],
    [{ $sum: ['$a', 1] }, 1, { a: [1, 2, 3] }],
    [{ $sum: '$missing' }, 0],
    [{ $sum: [INT_MAX, 1] }, 2_147_483_648n],
    [{ $sum: [1, decimal('1.5'), 0.5] }, decimal('3.0')],
    [{ $avg: '$a' }, double(2), { a: [1, 2, 3] }],
    [{ $avg: [] }, null],
    [{ $avg: [1, decimal('2')] }, decimal('1.5')],
    [{ $min: '$a' }, 1, { a: [3, 1, null, 2] }],
    [{ $max: [1, 'a', null] }, 'a'],
    [{ $max: '$missing' }, null],
    [{ $stdDevPop: '$a' }, double(Math.sqrt(2 / 3)), { a: [1, 2, 3] }],
    [{ $stdDevSamp: [1, 2, 3] }, double(1)],
    [{ $stdDevSamp: [1] }, null],
    [{ $stdDevPop: ['x'] }, null],
    [{ $firstN: { n: 2, input: [1, null, 3] } }, [1, null]],
    [{ $lastN: { n: 2, input: [1, 2, 3] } }, [2, 3]],
    [{ $lastN: { n: 5, input: [1, 2, 3] } }, [1, 2, 3]],
    [{ $minN: { n: 2, input: [3, null, 1, 2] } }, [1, 2]],
    [{ $maxN: { n: 2, input: [3, 'a', 1] } }, ['a', 3]],
    [{ $median: { input: [1, 4, 2, 3], method: 'approximate' } }, double(2)],
    [{ $percentile: { input: [1, 2, 3, 4], p: [0, 0.5, 1], method: 'approximate' } }, [1, 2, 4].map(double)],
    [{ $percentile: { input: ['x'], p: [0.5], method: 'approximate' } }, [null]],
    [{ $median: { input: 7, method: 'approximate' } }, double(7)],
  ]);
  refusals([
    [{ $firstN: { n: 0, input: [] } }, 5787908],
    [{ $firstN: { n: 1.5, input: [] } }, 5787903],
    [{ $firstN: { n: 'a', input: [] } }, 5787902],
    [{ $firstN: { n: 1, input: 5 } }, 5788200],
    [{ $firstN: { input: [] } }, 5787906],
    [{ $minN: { n: 1 } }, 5787907],
    [{ $minN: { n: 1, input: [], x: 1 } }, 5787901],
    [{ $minN: 1 }, 5787900],
    [{ $percentile: { input: [1], p: [2], method: 'approximate' } }, 7750303],
    [{ $percentile: { input: [1], p: [], method: 'approximate' } }, 7750301],
    [{ $percentile: { input: [1], p: ['$x'], method: 'approximate' } }, 7750300],
    [{ $median: { input: [1], method: 'discrete' } }, 2],
    [{ $median: { input: [1] } }, 40414],
  ]);

  it('lose nothing on the way from large to small doubles', () => {
    expect(evaluate({ $sum: [1e100, 1, -1e100] })).toEqual(new Double(1));
    expect(evaluate({ $sum: [1e15, 0.25, -1e15, 2n ** 53n, 1] })).toEqual(new Double(2 ** 53 + 2));
  });
});
