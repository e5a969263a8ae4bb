import type { EventSummary } from '@linzhang/shared/events/events.contract';
import type { Tone } from '../../components/display/Tag';

type Phase = EventSummary['phase'];

/** Where an event stands, for its tag. */
export const PHASE_TAGS: Readonly<Record<Phase, { text: string; tone: Tone }>> = {
  upcoming: { text: '即将开始', tone: 'sky' },
  running: { text: '进行中', tone: 'jade' },
  ended: { text: '已结束', tone: 'plain' },
  cancelled: { text: '已取消', tone: 'amber' },
};

/** The own sign-up in two or three characters. */
export const SIGNUP_TAGS = {
  confirmed: { text: '已报名', tone: 'jade' },
  waiting: { text: '候补中', tone: 'amber' },
} as const;
