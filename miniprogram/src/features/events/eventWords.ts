import type { EventDetail, EventSignup, EventSummary } from '@linzhang/shared/events/events.contract';
import { momentOf } from '../../lib/dates';
import { countOf } from '../../lib/numbers';

type Phase = EventSummary['phase'];

/** Said on the page of an event that is over; null while it may still be visited. */
export const OVER_WORDS: Readonly<Record<Phase, string | null>> = {
  upcoming: null,
  running: null,
  ended: '这场活动已经结束。得到的勋章和礼品还在“集章”和“券包”里，可以看看别的活动。',
  cancelled: '这场活动已经取消，给您添麻烦了。可以看看别的活动。',
};

/** One line about signing up: what is left, from when on, what the own place is. */
export function signupLine(signup: EventSignup): string {
  const { mine, phase } = signup;
  if (mine)
    return mine.state === 'confirmed' ? `已报名 · 第 ${mine.number} 号` : `候补第 ${mine.waitingPlace ?? '—'} 位`;
  if (phase === 'not_yet') return `${momentOf(signup.opensAt)} 开始报名`;
  if (phase === 'closed') return '报名已结束';
  if (phase === 'waiting_list') return `名额已满，可以候补（${signup.waitingCount} 人在等）`;
  if (signup.capacity === null) return `已有 ${signup.confirmedCount} 人报名`;
  return `还有 ${countOf(Math.max(0, signup.capacity - signup.confirmedCount))} 个名额`;
}

/** What the sign-up page says at large, and below it. */
export interface SignupAnswer {
  figure: string | null;
  title: string;
  text: string;
}

/** The answer of the sign-up page to: how do I stand? */
export function signupAnswer(signup: EventSignup): SignupAnswer {
  const { mine, phase } = signup;
  if (mine?.state === 'confirmed') {
    return { figure: String(mine.number), title: '您的报名号', text: '到场时出示集章码，工作人员扫码为您签到。' };
  }
  if (mine) {
    const figure = mine.waitingPlace === null ? null : String(mine.waitingPlace);
    return { figure, title: '候补顺序', text: '前面有人取消就会依次补上，并通知您。补上前不用到场。' };
  }
  if (phase === 'not_yet') {
    return { figure: null, title: '还没到报名时间', text: `${momentOf(signup.opensAt)} 开始报名，到时再来。` };
  }
  if (phase === 'closed') {
    return { figure: null, title: '报名已结束', text: '有的摊位不用报名也能逛，到现场问问工作人员。' };
  }
  if (phase === 'waiting_list') {
    const text = `前面有 ${signup.waitingCount} 人在等。有人取消就会依次补上，并通知您。`;
    return { figure: null, title: '名额已满，可以候补', text };
  }
  const left = signup.capacity === null ? null : Math.max(0, signup.capacity - signup.confirmedCount);
  const text = `${momentOf(signup.closesAt)} 前可以报名，改主意了随时取消。`;
  return { figure: left === null ? null : String(left), title: left === null ? '可以报名' : '还有名额', text };
}

/** The verb for signing up; null where that is not possible now. */
export function signupVerb({ mine, phase }: EventSignup): string | null {
  if (mine) return null;
  if (phase === 'open') return '报名';
  return phase === 'waiting_list' ? '排队候补' : null;
}

/** What giving the place back costs. */
export function cancelQuestion(mine: NonNullable<EventSignup['mine']>) {
  const text =
    mine.state === 'confirmed'
      ? '取消后名额会给下一位候补的人，再报名要重新排号。'
      : '取消后不再候补，再排要从最后开始。';
  return { title: '取消报名？', text, yes: '取消报名', no: '再想想', danger: true };
}

/** Number and owner of a booth: `4 号 · 茶叶摊`. */
export function boothTitle({ number, name }: Pick<EventDetail['booths'][number], 'number' | 'name'>): string {
  return `${name} · ${number} 号`;
}
