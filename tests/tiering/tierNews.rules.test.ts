import { tierNewsOf } from '@linzhang/shared/tiering/news.rules';
import type { StandingResult } from '@linzhang/shared/tiering/standing.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';

const result = (tier: Tier, watch = false) => ({ tier, watch }) as StandingResult;

describe('what a member is told of the own tier', () => {
  it.each([
    ['the first time', null, result('wealth'), null],
    ['as before', result('rising'), result('rising'), null],
    ['risen', result('basic'), result('rising'), 'risen'],
    ['risen out of doubt', result('basic', true), result('rising'), 'risen'],
    ['in doubt now', result('rising'), result('rising', true), 'watched'],
    ['in doubt still', result('rising', true), result('rising', true), null],
    ['out of doubt', result('rising', true), result('rising'), null],
    ['fallen', result('rising', true), result('basic'), null],
  ])('%s', (_name, before, after, news) => {
    expect(tierNewsOf(before, after)).toBe(news);
  });
});
