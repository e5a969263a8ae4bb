import { type AttributionStep, replayCredits } from '@linzhang/shared/attribution/replay.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';

const START = new Date('2026-11-01T00:00:00.000Z');
const on = (day: number) => new Date(START.getTime() + day * DAY_MS);
const touch = (employeeId: string, day: number) => ({
  touchId: `${employeeId}${day}`,
  employeeId,
  channelId: null,
  at: on(day),
});
const conversion = (id: string, day: number, because: string, ...touches: ReturnType<typeof touch>[]) => ({
  step: 'conversion' as const,
  id,
  at: on(day),
  because,
  touches,
});
const origin = (originId: string) => ({ step: 'origin' as const, originId });

const creditedTo = (steps: AttributionStep[], formerId: string | null = null) => {
  const replay = replayCredits(steps, formerId);
  const rows = [...replay.credits].map(([id, { credits }]) => `${id} ${credits.map((each) => each.employeeId).join()}`);
  return [rows, replay.originId];
};

describe('crediting everything once more', () => {
  it('gives all to the manager of the latest touch before the first conversion that has one, for good', () => {
    expect(
      creditedTo([
        conversion('a', 1, 'no_touch'),
        conversion('b', 5, 'new_origin', touch('A', 2), touch('B', 4)),
        conversion('c', 9, 'origin', touch('C', 8)),
      ]),
    ).toEqual([['a ', 'b B', 'c B'], 'B']);
  });

  it('follows an owner who became origin and a decision, from then on', () => {
    expect(
      creditedTo([
        conversion('a', 1, 'no_touch'),
        origin('A'),
        conversion('b', 2, 'origin', touch('B', 2)),
        origin('C'),
        conversion('c', 3, 'origin'),
      ]),
    ).toEqual([['a ', 'b A', 'c C'], 'C']);
  });

  it('credits nobody with what an employee does, and makes nobody the origin by it', () => {
    expect(creditedTo([conversion('a', 1, 'insider', touch('A', 1)), conversion('b', 2, 'no_touch')])).toEqual([
      ['a ', 'b '],
      null,
    ]);
  });

  it('takes the origin of a former account from the first conversion on that was credited to it', () => {
    expect(creditedTo([conversion('a', 1, 'no_touch'), conversion('b', 2, 'origin')], 'F')).toEqual([
      ['a ', 'b F'],
      'F',
    ]);
    expect(creditedTo([conversion('a', 1, 'new_origin', touch('A', 1)), conversion('b', 2, 'origin')], 'F')).toEqual([
      ['a A', 'b A'],
      'A',
    ]);
  });

  it('is the same however old the touches are: what was kept was in the window', () => {
    expect(creditedTo([conversion('a', 60, 'new_origin', touch('A', 1))])).toEqual([['a A'], 'A']);
  });
});
