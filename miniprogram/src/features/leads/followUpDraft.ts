import { addBusinessDays, businessDay } from '@linzhang/shared/kernel/time';
import type { FollowUpState, HeldAsset, HeldProduct } from '@linzhang/shared/leads/followUp.rules';
import type { FollowUp, Lead } from '@linzhang/shared/leads/leads.contract';
import type { LostReason } from '@linzhang/shared/leads/leads.rules';
import { QUICK_NOTES } from './feedbackWords';

/** When to call again, as it is chosen. */
export const NEXT_CHOICES = ['none', 'tomorrow', 'three_days', 'week', 'other'] as const;
export type NextChoice = (typeof NEXT_CHOICES)[number];

export const NEXT_OPTIONS: readonly { value: NextChoice; text: string }[] = [
  { value: 'none', text: '先不约' },
  { value: 'tomorrow', text: '明天' },
  { value: 'three_days', text: '3 天后' },
  { value: 'week', text: '一周后' },
  { value: 'other', text: '选日期' },
];

const DAYS_TO: Readonly<Partial<Record<NextChoice, number>>> = { tomorrow: 1, three_days: 3, week: 7 };

/** What the sheet holds while it is filled in. */
export interface FollowUpDraft {
  state: FollowUpState;
  note: string;
  lostReason: LostReason | null;
  next: NextChoice;
  /** The day that was picked, `YYYY-MM-DD`; empty for none. */
  day: string;
  assets: HeldAsset[];
  products: HeldProduct[];
  decisionMaker: string;
  informant: string;
  actor: string;
  target: string;
  plan: string;
}

/** What is true of most calls, so that two taps are enough; what was learned before is kept. */
export function draftOf(lead: Pick<Lead, 'state'>, known: FollowUp | null): FollowUpDraft {
  const state = lead.state === 'qualified' ? 'qualified' : 'contacted';
  return {
    state,
    note: QUICK_NOTES[state][0] ?? '',
    lostReason: null,
    next: 'none',
    day: '',
    assets: known?.assets ?? [],
    products: known?.products ?? [],
    decisionMaker: known?.decisionMaker ?? '',
    informant: known?.informant ?? '',
    actor: known?.actor ?? '',
    target: known?.target ?? '',
    plan: known?.plan ?? '',
  };
}

/** Another outcome: a note that nobody typed changes with it. */
export function withState(draft: FollowUpDraft, state: FollowUpState): FollowUpDraft {
  const typed = draft.note !== '' && !QUICK_NOTES[draft.state].includes(draft.note);
  return { ...draft, state, note: typed ? draft.note : (QUICK_NOTES[state][0] ?? '') };
}

/** True where the outcome ends the lead. */
export function endsLead({ state }: Pick<FollowUpDraft, 'state'>): boolean {
  return state === 'won' || state === 'lost';
}

/** What is sent of a draft; null while something is missing. */
export function feedbackOf(draft: FollowUpDraft, now = new Date()) {
  const { state, assets, products } = draft;
  const note = draft.note.trim();
  const lostReason = state === 'lost' ? draft.lostReason : null;
  const nextOn = endsLead(draft) ? null : nextDayOf(draft, now);
  const dayMissing = !endsLead(draft) && draft.next === 'other' && nextOn === null;
  if (note === '' || dayMissing || (state === 'lost' && lostReason === null)) return null;
  const { decisionMaker, informant, actor, target, plan } = draft;
  return {
    state,
    note,
    lostReason,
    nextOn,
    assets,
    products,
    decisionMaker: textOf(decisionMaker),
    informant: textOf(informant),
    actor: textOf(actor),
    target: textOf(target),
    plan: textOf(plan),
  };
}

export type Feedback = NonNullable<ReturnType<typeof feedbackOf>>;

function textOf(typed: string): string | null {
  return typed.trim() === '' ? null : typed.trim();
}

function nextDayOf({ next, day }: FollowUpDraft, now: Date): string | null {
  const days = DAYS_TO[next];
  if (days !== undefined) return addBusinessDays(businessDay(now), days);
  return next === 'other' && day !== '' ? day : null;
}
