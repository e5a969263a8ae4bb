import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import {
  changeOf,
  decimalOf,
  figureText,
  gaugeOf,
  TARGET_MARK,
  targetText,
} from '../../miniprogram/src/features/portfolio/figureWords';
import { becauseWords, changeWords } from '../../miniprogram/src/features/portfolio/memberWords';
import { dueBy, dueLine, duePoints, dueWords } from '../../miniprogram/src/features/portfolio/progress';
import { quarterIn, quarterName, thisQuarter } from '../../miniprogram/src/features/portfolio/quarters';
import { ranked } from '../../miniprogram/src/features/portfolio/sideLines';
import {
  branchFollows,
  draftOf,
  effectOf,
  NOTHING_TYPED,
  numberOf,
  ownWords,
  personFollows,
  valuesOf,
} from '../../miniprogram/src/features/portfolio/targetDraft';
import { buildLine, buildMember, id, NOW, TARGETS } from './pageAnswers';

it.each([
  ['churn', 2.1, '2.1 %', '目标 ≤ 3 %'],
  ['churn', null, '暂无', '目标 ≤ 3 %'],
  ['coverage', 2.604, '2.6', '目标 3.0'],
  ['growth', 1_204, '1,204 人', '目标 3 人'],
  ['aumGrowth', 6.2, '+6.2 %', '目标 3 %'],
  ['aumGrowth', -6.2, '−6.2 %', '目标 3 %'],
  ['aumGrowth', -0.04, '0.0 %', '目标 3 %'],
] as const)('says %s %s as people read it', (figure, actual, text, target) => {
  expect([figureText(figure, actual), targetText(figure, 3)]).toEqual([text, target]);
});

it('says a change with its sign and nothing without one', () => {
  expect([changeOf(6), changeOf(-2), changeOf(0), decimalOf(7.46, 1, true)]).toEqual(['+6', '−2', '0', '+7.5']);
});

it('draws a bar to its target and never beyond the most that counts', () => {
  expect(gaugeOf('uplift', 8, 8)).toEqual({ share: TARGET_MARK, reached: true });
  expect(gaugeOf('uplift', 80, 8)).toEqual({ share: 1, reached: true });
  expect(gaugeOf('churn', 3.1, 3).reached).toBe(false);
  expect(gaugeOf('coverage', null, 3)).toEqual({ share: 0, reached: false });
});

it.each([
  ['growth', 12, 40, 0.5, '按日应到 20 人，还差 8 人'],
  ['growth', 20, 40, 0.5, '按日应到 20 人，已经到了'],
  ['aumGrowth', 1.5, 5, 0.5, '按日应到 2.5 %，还差 1.0 %'],
  ['coverage', 2.6, 3, 0.5, '目标 3.0，还差 0.4'],
  ['churn', 3, 3, 0.5, '在目标以内，守住就好'],
  ['churn', 3.5, 3, 0.5, '超出目标 0.5 %'],
] as const)('says of %s where %s stands', (figure, actual, target, share, words) => {
  expect(dueWords(figure, actual, dueBy(figure, target, share))).toBe(words);
});

it('lets what grows begin at nothing, and what is held at its target', () => {
  expect([dueLine('growth', 40), dueLine('churn', 3)]).toEqual([
    { from: 0, to: 40 },
    { from: 3, to: 3 },
  ]);
});

it('lets points fall due with what grows', () => {
  expect([duePoints(0), duePoints(0.5), duePoints(1)]).toEqual([45, 72.5, 100]);
});

it('names quarters, and takes the running one where an address names none', () => {
  expect([quarterName('2026Q4'), quarterIn('2026Q3')]).toEqual(['2026 年第四季', '2026Q3']);
  expect(quarterIn('2026Q5')).toBe(thisQuarter());
  expect(thisQuarter(NOW)).toBe('2026Q4');
});

it('ranks the fewest lost and the most of all else first, and last what cannot be counted', () => {
  const lines = [1, 3, null, 2].map((value, index) =>
    buildLine({ id: id(String(index)) }, { churn: value, uplift: value }),
  );
  const order = (measure: 'churn' | 'uplift') => ranked(measure, lines).map((line) => line.id?.[0]);
  expect(order('churn')).toEqual(['0', '3', '1', '2']);
  expect(order('uplift')).toEqual(['1', '3', '0', '2']);
});

describe('why a member is in a list', () => {
  const end = (over: object) => ({ ...buildMember().end, ...over }) as PortfolioMember['end'];
  const start = buildMember().start;
  const bound = { at: '2026-11-08T02:00:00.000Z', by: { id: id('d'), name: '周敏' } };

  it.each([
    ['left the scope', { sets: ['left'] }, 'left', '已离开维护范围'],
    ['lost half', { sets: ['left', 'at_end'], end: end({ aumFen: 4_500_000 }) }, 'left', '资产减少 50 %'],
    ['rose', {}, 'rose', '从有效升到优质'],
    ['entered', { end: end({ scope: ['aum', 'card'] }) }, 'entered', '因资产、金卡及以上进入维护范围'],
    ['holds products', {}, 'covered', '持有 2 项产品'],
    ['was brought', { phoneBound: bound }, 'phone_bound', /11 月 8 日绑定手机号，周敏带来$/],
    ['is near the tier above', {}, undefined, '临界：快到理财了'],
    ['is watched', { end: end({ watch: true }) }, undefined, '关注：资产低于优质线'],
    ['is in scope', { end: end({ near: false }) }, undefined, '维护范围：资产'],
    ['is in no list', { end: null }, undefined, '还没有出现在行内名单上'],
  ] as const)('says that the member %s', (_, over, set, words) => {
    const said = becauseWords(buildMember(over as Partial<PortfolioMember>), set);
    if (typeof words === 'string') expect(said).toBe(words);
    else expect(said).toMatch(words);
  });

  it('says how the assets changed where that is known and seen', () => {
    const changed = (aumFen: number) => changeWords(buildMember({ end: end({ aumFen }) }));
    expect([changed(18_600_000), changed(8_000_000), changed(9_000_001), changed(9_000_000)]).toEqual([
      '+9.6 万',
      '−1.0 万',
      null,
      null,
    ]);
    expect(changeWords(buildMember({ start: null }))).toBeNull();
    expect(start).not.toBeNull();
  });
});

describe('targets as they are typed', () => {
  it.each([
    ['growth', '', undefined],
    ['growth', '40', 40],
    ['growth', '4.5', null],
    ['coverage', '3.25', 3.25],
    ['coverage', '3.255', null],
    ['coverage', '10.01', null],
    ['churn', '-1', null],
  ] as const)('reads %s %p as %p', (figure, text, value) => {
    expect(numberOf(figure, text)).toBe(value);
  });

  it('follow the branch, and are broken down by members at the start', () => {
    const typed = { ...draftOf(TARGETS), branch: { ...NOTHING_TYPED, growth: '100', churn: '2' } };
    const first = TARGETS.people[0]?.id ?? '';
    expect(personFollows(TARGETS, typed, first)).toMatchObject({ growth: 75, churn: 2 });
    expect(branchFollows(TARGETS, typed).growth).toBe(80);
    expect(effectOf(TARGETS, typed).branch.growth).toBe(100);
  });

  it('are named where somebody has own ones', () => {
    const typed = { ...NOTHING_TYPED, churn: '2', growth: '50' };
    expect([ownWords(typed), ownWords(NOTHING_TYPED)]).toEqual(['保 ≤ 2 % · 抢 50 人', null]);
    expect(valuesOf(typed)).toEqual({ churn: 2, growth: 50 });
    expect(valuesOf({ ...typed, uplift: 'x' })).toBeNull();
  });
});
