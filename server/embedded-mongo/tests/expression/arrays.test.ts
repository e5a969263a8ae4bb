import { answers, double, evaluate, failure, refusals } from './evaluate';

describe('Elements of arrays', () => {
  const doc = { a: [10, 20, 30] };
  answers([
    [{ $arrayElemAt: ['$a', 0] }, 10, doc],
    [{ $arrayElemAt: ['$a', -1] }, 30, doc],
    [{ $arrayElemAt: ['$a', 3] }, undefined, doc],
    [{ $arrayElemAt: ['$a', -4] }, undefined, doc],
    [{ $arrayElemAt: ['$a', double(1)] }, 20, doc],
    [{ $arrayElemAt: ['$missing', 1] }, null],
    [{ $first: '$a' }, 10, doc],
    [{ $last: '$a' }, 30, doc],
    [{ $first: [[]] }, undefined],
    [{ $first: null }, null],
    [{ $slice: ['$a', 2] }, [10, 20], doc],
    [{ $slice: ['$a', -2] }, [20, 30], doc],
    [{ $slice: ['$a', -9] }, [10, 20, 30], doc],
    [{ $slice: ['$a', 1, 1] }, [20], doc],
    [{ $slice: ['$a', -2, 1] }, [20], doc],
    [{ $slice: ['$a', 9, 1] }, [], doc],
    [{ $slice: ['$a', null] }, null, doc],
    [{ $indexOfArray: ['$a', 20] }, 1, doc],
    [{ $indexOfArray: ['$a', 20, 2] }, -1, doc],
    [{ $indexOfArray: ['$a', 30, 0, 2] }, -1, doc],
    [{ $indexOfArray: [null, 1] }, null],
    [{ $in: [20, '$a'] }, true, doc],
    [{ $in: [double(20), '$a'] }, true, doc],
    [{ $in: ['$missing', [null]] }, false],
    [{ $in: ['$x', [1, 2, 3, 4, 5, 6, 7, 8, 'x']] }, true, { x: double(8) }],
    [{ $in: ['$x', [1, 2, 3, 4, 5, 6, 7, 8, 'x']] }, false, { x: '8' }],
    [{ $size: '$a' }, 3, doc],
  ]);
  refusals([
    [{ $arrayElemAt: [1, 0] }, 28689, "$arrayElemAt's first argument must be an array, but is int"],
    [{ $arrayElemAt: [[1], 'a'] }, 28690],
    [{ $arrayElemAt: [[1], 1.5] }, 28691],
    [{ $first: 1 }, 28689, "$first's argument must be an array, but is int"],
    [{ $slice: [1, 1] }, 28724],
    [{ $slice: [[1], 'a'] }, 28725],
    [{ $slice: [[1], 1.5] }, 28726],
    [{ $slice: [[1], 1, 'a'] }, 28727],
    [{ $slice: [[1], 1, 1.5] }, 28728],
    [{ $slice: [[1], 1, 0] }, 28729],
    [{ $slice: [[1]] }, 28667],
    [{ $indexOfArray: [1, 2] }, 40090],
    [{ $indexOfArray: [[1], 2, -1] }, 40097],
    [{ $in: [1, 2] }, 40081],
    [{ $size: '$missing' }, 17124, 'was of type: missing'],
  ]);
});

describe('Arrays made from others', () => {
  answers([
    [{ $concatArrays: [[1], [2, [3]]] }, [1, 2, [3]]],
    [{ $concatArrays: [[1], null] }, null],
    [{ $concatArrays: [] }, []],
    [{ $range: [0, 5] }, [0, 1, 2, 3, 4]],
    [{ $range: [0, 5, 2] }, [0, 2, 4]],
    [{ $range: [5, 0, -2] }, [5, 3, 1]],
    [{ $range: [0, -5] }, []],
    [{ $range: [double(0), 2n] }, [0, 1]],
    [{ $reverseArray: [[1, 2, 3]] }, [3, 2, 1]],
    [{ $reverseArray: null }, null],
    [
      {
        $zip: {
          inputs: [
            [1, 2],
            ['a', 'b', 'c'],
          ],
        },
      },
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      { $zip: { inputs: [[1], ['a', 'b']], useLongestLength: true } },
      [
        [1, 'a'],
        [null, 'b'],
      ],
    ],
    [
      { $zip: { inputs: [[1], ['a', 'b']], useLongestLength: true, defaults: [0, 'z'] } },
      [
        [1, 'a'],
        [0, 'b'],
      ],
    ],
    [{ $zip: { inputs: [[1], null] } }, null],
    [{ $sortArray: { input: [3, 'a', 1, null], sortBy: 1 } }, [null, 1, 3, 'a']],
    [{ $sortArray: { input: [1, 3, 2], sortBy: -1 } }, [3, 2, 1]],
    [
      { $sortArray: { input: '$a', sortBy: { 'x.y': -1, z: 1 } } },
      [{ x: { y: 2 } }, { x: { y: 1 }, z: 1 }, { x: { y: 1 }, z: 2 }, {}],
      { a: [{ x: { y: 1 }, z: 2 }, {}, { x: { y: 2 } }, { x: { y: 1 }, z: 1 }] },
    ],
    [{ $sortArray: { input: null, sortBy: 1 } }, null],
  ]);
  refusals([
    [{ $concatArrays: [1, [2]] }, 28664],
    [{ $range: ['a', 1] }, 34443],
    [{ $range: [1.5, 2] }, 34444],
    [{ $range: [0, null] }, 34445],
    [{ $range: [0, 1.5] }, 34446],
    [{ $range: [0, 1, 'a'] }, 34447],
    [{ $range: [0, 1, 1.5] }, 34448],
    [{ $range: [0, 1, 0] }, 34449],
    [{ $range: [0] }, 28667],
    [{ $reverseArray: 1 }, 34435],
    [{ $zip: 1 }, 34460],
    [{ $zip: { inputs: 1 } }, 34461],
    [{ $zip: { inputs: [[1]], defaults: 1 } }, 34462],
    [{ $zip: { inputs: [[1]], useLongestLength: 1 } }, 34463],
    [{ $zip: { inputs: [[1]], x: 1 } }, 34464],
    [{ $zip: { inputs: [] } }, 34465],
    [{ $zip: { inputs: [[1]], defaults: [1] } }, 34466],
    [{ $zip: { inputs: [[1]], defaults: [1, 2], useLongestLength: true } }, 34467],
    [{ $zip: { inputs: [1] } }, 34468],
    [{ $sortArray: 1 }, 2942500],
    [{ $sortArray: { input: [1], x: 1 } }, 2942501],
    [{ $sortArray: { sortBy: 1 } }, 2942502],
    [{ $sortArray: { input: [] } }, 2942503],
    [{ $sortArray: { input: 1, sortBy: 1 } }, 2942504],
    [{ $sortArray: { input: [], sortBy: { a: 2 } } }, 2942505],
    [{ $sortArray: { input: [], sortBy: 2 } }, 2942506],
    [{ $sortArray: { input: [], sortBy: 'a' } }, 2942507],
  ]);
});

describe('Loops over arrays', () => {
  answers([
    [{ $map: { input: '$a', in: { $add: ['$$this', 1] } } }, [2, 3], { a: [1, 2] }],
    [{ $map: { input: '$a', as: 'x', in: '$$x.b' } }, [1, null], { a: [{ b: 1 }, {}] }],
    [{ $map: { input: '$missing', in: 1 } }, null],
    [
      { $map: { input: [1, 2], as: 'x', in: { $map: { input: [10], as: 'y', in: { $add: ['$$x', '$$y'] } } } } },
      [[11], [12]],
    ],
    [{ $filter: { input: '$a', cond: { $gt: ['$$this', 1] } } }, [2, 3], { a: [1, 2, 3] }],
    [{ $filter: { input: '$a', as: 'n', cond: { $gt: ['$$n', 0] }, limit: 2 } }, [1, 2], { a: [1, 2, 3] }],
    [{ $filter: { input: [1, 2], cond: true, limit: null } }, [1, 2]],
    [{ $filter: { input: null, cond: true } }, null],
    [{ $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [{ $reduce: { input: [], initialValue: 'x', in: 1 } }, 'x'],
    [{ $reduce: { input: null, initialValue: 0, in: 1 } }, null],
    [{ $reduce: { input: [[1], [2, 3]], initialValue: [], in: { $concatArrays: ['$$value', '$$this'] } } }, [1, 2, 3]],
  ]);
  refusals([
    [{ $map: 1 }, 16878],
    [{ $map: { input: [], in: 1, x: 1 } }, 16879],
    [{ $map: { in: 1 } }, 16880],
    [{ $map: { input: [] } }, 16882],
    [{ $map: { input: 1, in: 1 } }, 16883],
    [{ $map: { input: [], as: 'A', in: 1 } }, 9],
    [{ $map: { input: '$$this', in: 1 } }, 17276],
    [{ $filter: 1 }, 28646],
    [{ $filter: { input: [], cond: 1, x: 1 } }, 28647],
    [{ $filter: { cond: 1 } }, 28648],
    [{ $filter: { input: [] } }, 28650],
    [{ $filter: { input: 1, cond: 1 } }, 28651],
    [{ $filter: { input: [1], cond: 1, limit: 1.5 } }, 327391],
    [{ $filter: { input: [1], cond: 1, limit: 0 } }, 327392],
    [{ $reduce: 1 }, 40075],
    [{ $reduce: { x: 1 } }, 40076],
    [{ $reduce: { initialValue: 1, in: 1 } }, 40077],
    [{ $reduce: { input: [], in: 1 } }, 40078],
    [{ $reduce: { input: [], initialValue: 1 } }, 40079],
    [{ $reduce: { input: 1, initialValue: 1, in: 1 } }, 40080],
  ]);

  it('do not leave their variable behind', () => {
    const inner = { $map: { input: [9], as: 'x', in: '$$x' } };
    expect(evaluate({ $map: { input: [1], as: 'x', in: [inner, '$$x'] } })).toEqual([[[9], 1]]);
    expect(failure([{ $map: { input: [1], as: 'x', in: 1 } }, '$$x']).code).toBe(17276);
  });
});

describe('Sets', () => {
  answers([
    [
      {
        $setUnion: [
          [3, 1],
          [2, double(1)],
        ],
      },
      [1, 2, 3],
    ],
    [{ $setUnion: [null, 1] }, null],
    [
      {
        $setIntersection: [
          [3, 1, 2, 1],
          [1, 3, 5],
        ],
      },
      [1, 3],
    ],
    [{ $setIntersection: [] }, []],
    [{ $setDifference: [[3, 1, 3, 2], [2]] }, [3, 1]],
    [{ $setDifference: [null, [1]] }, null],
    [
      {
        $setEquals: [
          [1, 2, 2],
          [2, 1],
        ],
      },
      true,
    ],
    [{ $setEquals: [[1], [1, 2]] }, false],
    [
      {
        $setIsSubset: [
          [1, 1],
          [2, 1],
        ],
      },
      true,
    ],
    [{ $setIsSubset: ['$a', [1, 2]] }, false, { a: [3] }],
    [
      {
        $setUnion: [
          [{ a: 1 }, [1]],
          [{ a: double(1) }, [1]],
        ],
      },
      [{ a: 1 }, [1]],
    ],
  ]);
  refusals([
    [{ $setUnion: [1, null] }, 17043],
    [{ $setIntersection: [1] }, 17047],
    [{ $setDifference: [1, [2]] }, 17048],
    [{ $setDifference: [[1], 2] }, 17049],
    [{ $setEquals: [[1]] }, 17045],
    [{ $setEquals: [[1], null] }, 5887502, '2-th argument is of type: null'],
    [{ $setEquals: ['$a', [1]] }, 17044, '1-th argument is of type: missing', {}],
    [{ $setIsSubset: [null, [1]] }, 17046],
    [{ $setIsSubset: [[1], null] }, 17042],
  ]);
});
