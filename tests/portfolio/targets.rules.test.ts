import { DEFAULT_TARGETS } from '@linzhang/shared/portfolio/portfolio.rules';
import { breakDown, effectiveTargets, type SetTargets } from '@linzhang/shared/portfolio/targets.rules';

describe('breaking a number down', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [10, [3, 7], [3, 7]],
    [10, [0, 5], [0, 10]],
    [7, [0, 0, 0], [3, 2, 2]],
    [0, [4, 4], [0, 0]],
    [1, [2, 3], [0, 1]],
    [5, [], []],
  ])('%d by %j is %j', (total, weights, parts) => {
    expect(breakDown(total, weights)).toEqual(parts);
  });

  it('loses and adds nothing, whatever the weights', () => {
    for (let total = 0; total < 60; total += 7)
      for (let people = 1; people < 9; people += 1) {
        const weights = Array.from({ length: people }, (_, index) => (index * 13) % 5);
        expect(breakDown(total, weights).reduce((sum, part) => sum + part, 0)).toBe(total);
      }
  });
});

describe('what holds for a branch and its people', () => {
  const person = (id: string, atStart: number, set: SetTargets = {}) => ({ id, atStart, set });

  it('is the default where nobody set anything, and the branch brings what its people bring', () => {
    const { branch, people, shares } = effectiveTargets({}, [person('a', 10), person('b', 30)]);
    expect(people.get('a')).toEqual(DEFAULT_TARGETS);
    expect(branch).toEqual({ ...DEFAULT_TARGETS, growth: 80 });
    expect(shares.size).toBe(0);
    expect(effectiveTargets({}, []).branch).toEqual(DEFAULT_TARGETS);
  });

  it('is the branch’s ratio for everybody, and a part of its members by who serves how many', () => {
    const { branch, people, shares } = effectiveTargets({ churn: 2, growth: 100 }, [person('a', 10), person('b', 30)]);
    expect(branch).toEqual({ ...DEFAULT_TARGETS, churn: 2, growth: 100 });
    expect(people.get('a')).toMatchObject({ churn: 2, uplift: 8, growth: 25 });
    expect(people.get('b')).toMatchObject({ churn: 2, growth: 75 });
    expect([...shares]).toEqual([
      ['a', 25],
      ['b', 75],
    ]);
  });

  it('is the own target first', () => {
    const { branch, people } = effectiveTargets({}, [person('a', 1, { growth: 10, churn: 0 }), person('b', 1)]);
    expect(people.get('a')).toMatchObject({ growth: 10, churn: 0, uplift: 8 });
    expect(branch.growth).toBe(50);
  });
});
