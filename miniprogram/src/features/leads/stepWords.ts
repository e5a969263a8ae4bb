import type { FollowUp, LeadDetail, LeadStep } from '@linzhang/shared/leads/leads.contract';
import { LEAD_REASONS, LOST_REASONS } from '@linzhang/shared/leads/leads.rules';
import { holdingsLine } from './feedbackWords';
import { LOST_WORDS, REASON_WORDS, STATE_TAGS } from './leadWords';

/** One thing that happened to a lead, as the page tells it. */
export interface Entry {
  key: string;
  at: string;
  title: string;
  /** What was said or learned, line by line. */
  lines: string[];
  /** Somebody worked on it. */
  worked: boolean;
}

const DESKS: Readonly<Record<string, string>> = { pool: '公海', head: '主任' };

/** What happened, newest first; a follow-up stands where its step does. */
export function entriesOf({ steps, followUps }: Pick<LeadDetail, 'steps' | 'followUps'>): Entry[] {
  return steps.map((step, index) => {
    const worked = step.kind === 'followed_up' || step.kind === 'closed';
    const followUp = worked ? followUps.find(({ at }) => at === step.at) : undefined;
    const lines = followUp ? followUpLines(followUp) : noteLines(step);
    return { key: `${step.at}-${index}`, at: step.at, title: titleOf(step), lines, worked };
  });
}

function titleOf({ kind, state, holder, by }: LeadStep): string {
  const who = holder?.name ?? '';
  const titles: Readonly<Record<LeadStep['kind'], string>> = {
    opened: '线索产生',
    joined: '又有新的原因',
    held: `${who}是维护人，线索归${who}`,
    taken: `${who}从公海领取`,
    assigned: `${by?.name ?? '主任'}分配给${who}`,
    followed_up: `${by?.name ?? who}跟进 · ${STATE_TAGS[state].text}`,
    released: `${by?.name ?? who}退回`,
    recycled: `${who}超时没有跟进，收回`,
    left: `${who}离岗，交给主任`,
    closed: by ? `${by.name}结束线索 · ${STATE_TAGS[state].text}` : '线索结束',
  };
  return titles[kind];
}

/** The note of a step: reasons by their names, a desk with what was said, or plain words. */
function noteLines({ kind, note }: LeadStep): string[] {
  if (!note) return [];
  if (kind === 'opened' || kind === 'joined') {
    const words = LEAD_REASONS.filter((reason) => note.split(' ').includes(reason)).map((name) => REASON_WORDS[name]);
    return words.length > 0 ? [words.join('、')] : [];
  }
  if (kind === 'closed') return note in LOST_WORDS ? [LOST_WORDS[note as keyof typeof LOST_WORDS]] : [];
  const [desk = '', ...said] = note.split(' ');
  const place = DESKS[desk];
  if (!place) return [note];
  return [said.length > 0 ? `回到${place}：${said.join(' ')}` : `回到${place}`];
}

function followUpLines(row: FollowUp): string[] {
  const lost = LOST_REASONS.find((reason) => reason === row.lostReason);
  const holdings = holdingsLine(row.assets, row.products);
  const parts: (string | null)[] = [
    row.note,
    lost ? `原因：${LOST_WORDS[lost]}` : null,
    holdings ? `有：${holdings}` : null,
    row.decisionMaker ? `拿主意的：${row.decisionMaker}` : null,
    row.informant ? `消息来自：${row.informant}` : null,
    row.actor ? `来办的：${row.actor}` : null,
    row.target ? `想推荐：${row.target}` : null,
    row.plan ? `接下来：${row.plan}` : null,
    row.nextOn ? `约在 ${Number(row.nextOn.slice(5, 7))} 月 ${Number(row.nextOn.slice(8))} 日` : null,
  ];
  return parts.filter((part) => part !== null);
}
