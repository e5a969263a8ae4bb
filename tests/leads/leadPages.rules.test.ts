import type { FollowUp } from '@linzhang/shared/leads/leads.contract';
import { draftOf, feedbackOf, withState } from '../../miniprogram/src/features/leads/followUpDraft';
import { dueOf, endOf, poolLine, reasonOf, whyOf } from '../../miniprogram/src/features/leads/leadWords';
import { fullOf, roomLine } from '../../miniprogram/src/features/leads/poolWords';
import { entriesOf } from '../../miniprogram/src/features/leads/stepWords';
import { buildDesk, buildLead, buildPoolLead, CHEN, id, NOW, ZHOU } from './pageLeads';

const LEARNED = {
  assets: ['property'],
  products: ['payroll'],
  decisionMaker: '她爱人',
  informant: null,
  actor: null,
  target: null,
  plan: null,
} as unknown as FollowUp;

describe('the draft of a follow-up', () => {
  it('may be sent at once, and keeps what was learned before', () => {
    const draft = draftOf({ state: 'held' }, LEARNED);
    expect(feedbackOf(draft, NOW)).toEqual({
      state: 'contacted',
      note: '电话聊过',
      lostReason: null,
      nextOn: null,
      assets: ['property'],
      products: ['payroll'],
      decisionMaker: '她爱人',
      informant: null,
      actor: null,
      target: null,
      plan: null,
    });
    expect(draftOf({ state: 'qualified' }, null).state).toBe('qualified');
  });

  it('changes a note that nobody typed with the outcome, and no other', () => {
    const draft = draftOf({ state: 'held' }, null);
    expect(withState(draft, 'won').note).toBe('已经办好');
    expect(withState({ ...draft, note: '女儿上大学' }, 'won').note).toBe('女儿上大学');
  });

  it.each([
    ['a day that was not picked', { next: 'other' as const }],
    ['no note', { note: '  ' }],
    ['a lost one without a reason', { state: 'lost' as const }],
  ])('is not complete with %s', (_what, over) => {
    expect(feedbackOf({ ...draftOf({ state: 'held' }, null), ...over }, NOW)).toBeNull();
  });

  it.each([
    ['tomorrow' as const, '2026-11-23'],
    ['three_days' as const, '2026-11-25'],
    ['week' as const, '2026-11-29'],
    ['other' as const, '2026-12-24'],
    ['none' as const, null],
  ])('calls again %s on %s', (next, nextOn) => {
    const draft = { ...draftOf({ state: 'held' }, null), next, day: '2026-12-24' };
    expect(feedbackOf(draft, NOW)?.nextOn).toBe(nextOn);
    expect(feedbackOf({ ...draft, state: 'won' }, NOW)?.nextOn).toBeNull();
  });
});

describe('words of a lead', () => {
  it('name the weightiest reason first, each once', () => {
    const lead = buildLead({ standing: null, lastWorkedAt: NOW.toISOString() });
    expect(whyOf(lead, NOW)).toBe('快到上一层级 · 集满了章');
    expect(whyOf(buildLead({ state: 'contacted', lastWorkedAt: '2026-11-21T02:00:00.000Z' }), NOW)).toBe(
      '离 20 万差 1.4 万 · 集满了章 · 昨天联系过',
    );
  });

  it('leave out how far it is to a line that the reason is not about', () => {
    expect(whyOf(buildLead({ closedAt: NOW.toISOString() }), NOW)).toBe('快到上一层级 · 集满了章');
    const next = { tier: 'wealth' as const, missingFen: 9_500_000 };
    const risen = { tier: 'rising' as const, segment: 'B' as const, aumFen: 10_500_000, riseFen: 1_300_000, next };
    expect(reasonOf('near_tier', buildLead({ standing: risen }))).toBe('快到上一层级');
    expect(reasonOf('near_tier', buildLead())).toBe('离 20 万差 1.4 万');
  });

  it.each([
    ['2026-11-22T10:00:00.000Z', null, { text: '今天 18:00 前', late: false }],
    ['2026-11-21T10:00:00.000Z', null, { text: '已超时，请先联系', late: true }],
    ['2026-11-21T16:00:00.000Z', '2026-11-22', { text: '约在今天', late: false }],
    ['2026-11-20T16:00:00.000Z', '2026-11-21', { text: '约在昨天，已过', late: true }],
    ['2026-11-24T16:00:00.000Z', '2026-11-25', { text: '约在 11 月 25 日', late: false }],
  ])('due %s, agreed %s', (dueAt, nextOn, due) => expect(dueOf(buildLead({ dueAt, nextOn }), NOW)).toEqual(due));

  it('say how it ended, and where it stands in the pool', () => {
    const closedAt = '2026-11-21T02:00:00.000Z';
    expect(endOf(buildLead({ state: 'won', closedAt }), NOW)).toBe('昨天成交');
    expect(endOf(buildLead({ state: 'lost', closedAt, lostReason: 'no_consent' }), NOW)).toBe(
      '昨天结束 · 客户不同意联系',
    );
    expect(endOf(buildLead(), NOW)).toBeNull();
    expect(poolLine(buildPoolLead({ distance: null, industryMatches: false }))).toBe('距离未知 · 48 分');
  });

  it('say what may be taken', () => {
    expect(roomLine(buildDesk())).toBe('5 条 · 今天还可领 7 条');
    expect(roomLine(buildDesk({ held: 48 }))).toBe('5 条 · 今天还可领 2 条');
    expect(fullOf(buildDesk({ held: 50 }))).toBe('手上已有 50 条，先跟进或退回一些再领');
    expect(fullOf(buildDesk())).toBeNull();
  });
});

describe('the history', () => {
  const at = '2026-11-20T02:00:00.000Z';
  const base = { at, state: 'held' as const, holder: ZHOU, by: null, note: null };

  it.each([
    [{ ...base, kind: 'taken' as const }, '周敏从公海领取', []],
    [{ ...base, kind: 'assigned' as const, by: CHEN, note: '您来跟进' }, '陈立分配给周敏', ['您来跟进']],
    [{ ...base, kind: 'released' as const, by: ZHOU, note: 'head 太远了' }, '周敏退回', ['回到主任：太远了']],
    [{ ...base, kind: 'recycled' as const, note: 'pool' }, '周敏超时没有跟进，收回', ['回到公海']],
    [{ ...base, kind: 'left' as const, note: 'head' }, '周敏离岗，交给主任', ['回到主任']],
    [
      { ...base, kind: 'closed' as const, state: 'lost' as const, note: 'account_ended' },
      '线索结束',
      ['客户注销了账号'],
    ],
    [{ ...base, kind: 'joined' as const, note: 'churn_warning' }, '又有新的原因', ['可能流失']],
  ])('tells of %j', (step, title, lines) => {
    expect(entriesOf({ steps: [step], followUps: [] })[0]).toMatchObject({ title, lines });
  });

  it('puts what was noted where it happened', () => {
    const followUp = { ...LEARNED, id: id('9'), at, note: '聊过', lostReason: null, nextOn: null, by: ZHOU };
    const step = { ...base, kind: 'followed_up' as const, state: 'contacted' as const, by: ZHOU };
    const [entry] = entriesOf({ steps: [step], followUps: [followUp as FollowUp] });
    expect(entry?.lines).toEqual(['聊过', '有：房产、代发工资', '拿主意的：她爱人']);
  });
});
