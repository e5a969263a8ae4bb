import type { GroupFault, GroupFaultCode, GroupStatus } from '@linzhang/shared/groups/groups.rules';
import type { Tone } from '../../components/display/Tag';

/** What a group is to those who work with it. */
export const STATUS_TAGS: Readonly<Record<GroupStatus, { text: string; tone: Tone }>> = {
  draft: { text: '草稿', tone: 'amber' },
  open: { text: '开放中', tone: 'jade' },
  closed: { text: '已关闭', tone: 'plain' },
};

const FAULT_WORDS: Readonly<Record<GroupFaultCode, string>> = {
  notice_missing: '公告还没有写，客户加入前会先看公告',
  welcome_missing: '欢迎语还没有写，客户加入后第一眼看到它',
  manager_missing: '还没有客户经理，至少选一位',
  manager_elsewhere: '有客户经理已调离、停用或换了角色，请重新选择',
  merchant_missing: '商户圈要选一家商户',
  merchant_unavailable: '商户已结束合作，请换一家',
  sharing_rewarded: '不能因为分享、转发、集赞给好处，微信不允许',
  text_rejected: '文字没有通过微信的内容检查，请换个说法',
};

const FIELD_WORDS: Readonly<Record<GroupFault['field'], string>> = {
  name: '名称',
  notice: '公告',
  welcome: '欢迎语',
  managerIds: '客户经理',
  merchantId: '商户',
};

/** One fault with where it is: `公告：…`. */
export function faultLine({ code, field }: GroupFault): string {
  return `${FIELD_WORDS[field]}：${FAULT_WORDS[code]}`;
}

/** The faults that a refusal carries; none for any other failure. */
export function faultsIn(details: Readonly<Record<string, unknown>> | undefined): GroupFault[] {
  const faults = details?.['faults'];
  return Array.isArray(faults) ? faults.filter((one): one is GroupFault => one?.code in FAULT_WORDS) : [];
}

/** What is asked before a group is opened or closed. */
export const STATUS_QUESTIONS = {
  open: {
    title: '开放这个福利圈？',
    text: '公告和欢迎语会先经过微信的内容检查，通过后客户就能看到并加入。',
    yes: '开放',
    no: '再看看',
  },
  closed: {
    title: '关闭这个福利圈？',
    text: '关闭后不再接收新成员，已经加入的成员不受影响，以后可以再开放。',
    yes: '关闭',
    no: '先不',
    danger: true,
  },
} as const;
