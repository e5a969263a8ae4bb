import { CONVERSION_KINDS } from '@linzhang/shared/attribution/attribution.rules';
import { funnelPercent, funnelStepOf } from '@linzhang/shared/channels/funnels.rules';

describe('the way of who came by a channel', () => {
  it('counts all that is neither joining nor binding as a result', () => {
    expect(CONVERSION_KINDS.map(funnelStepOf)).toEqual([
      'joined',
      'bound',
      'converted',
      'converted',
      'converted',
      'converted',
      'converted',
    ]);
  });

  it.each([
    [{ came: 0, joined: 0, bound: 0, converted: 0 }, 'joined', null],
    [{ came: 3, joined: 2, bound: 1, converted: 0 }, 'joined', 66.6],
    [{ came: 3, joined: 3, bound: 1, converted: 0 }, 'joined', 100],
    [{ came: 3, joined: 3, bound: 1, converted: 0 }, 'converted', 0],
    [{ came: 3, joined: 3, bound: 1, converted: 0 }, 'came', 100],
  ] as const)('%o is at %s %s percent of who came', (counts, step, percent) => {
    expect(funnelPercent(counts, step)).toBe(percent);
  });
});
