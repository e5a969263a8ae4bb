import type { Conflict } from '@linzhang/shared/stamps/scans.contract';
import type { Tone } from '../../components/display/Tag';
import { clockOf } from '../../lib/dates';

interface ConflictWords {
  title: string;
  /** What it means, for the one who decides. */
  why: string;
  accept: string;
  reject: string;
}

/** What is odd about a scan, and the two ways to decide. */
export const CONFLICT_WORDS: Readonly<Record<Conflict['kind'], ConflictWords>> = {
  code_two_booths: {
    title: '同一个码在两个摊位',
    why: '离线时同一个码被扫了两次，可能是截图，也可能是两位工作人员先后扫了。',
    accept: '两章都认',
    reject: '只认先到的',
  },
  many_scans: {
    title: '一小时内扫得太多',
    why: '一台手机离线时一小时内扫的码超过上限，多出来的要您确认。',
    accept: '认这一章',
    reject: '不认',
  },
  friends: {
    title: '两个摊位隔得太近',
    why: '同一位客户几秒内在两个摊位盖了章，可能是把码发给了别人。章已经盖上。',
    accept: '保留这一章',
    reject: '作废这一章',
  },
};

/** Where and by whom: `10:42 茶叶摊（王磊）`. */
export function placeLine({ at, boothName, employeeName }: Conflict['scan']): string {
  return `${clockOf(at)} ${boothName}（${employeeName}）`;
}

export const CONFLICT_TAGS: Readonly<Record<Conflict['status'], { text: string; tone: Tone }>> = {
  open: { text: '待处理', tone: 'amber' },
  accepted: { text: '已认可', tone: 'jade' },
  rejected: { text: '未认可', tone: 'plain' },
};
