import { IMPORTED_KINDS } from '@linzhang/shared/attribution/attribution.rules';
import { PRODUCTS, type Product } from '@linzhang/shared/aum/aumRow.rules';
import type { MemberEngagement } from '@linzhang/shared/engagements/engagements.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { dayOf, momentOf } from '../../lib/dates';
import { wanOf } from '../../lib/numbers';
import { percentOf } from './creditWords';

type Words = (row: MemberEngagement) => string;

const nameOf = (named: { name: string } | null, otherwise: string) => named?.name || otherwise;

/** What the member did, by kind; names stand where they are known. */
const DEEDS: Readonly<Record<MemberEngagement['kind'], Words>> = {
  group_joined: (row) => `加入${nameOf(row.group, '福利圈')}`,
  group_left: (row) => `退出${nameOf(row.group, '福利圈')}`,
  phone_bound: () => '绑定手机号',
  signed_up: (row) => `报名${nameOf(row.event, '活动')}`,
  signup_cancelled: (row) => `取消报名${nameOf(row.event, '活动')}`,
  checked_in: (row) => `到场${nameOf(row.event, '活动')}`,
  stamped: (row) => `${nameOf(row.booth, '摊位')}盖章`,
  stamp_card_completed: (row) => `集满${nameOf(row.event, '活动')}的章`,
  badge_earned: (row) => `得到${nameOf(row.event, '活动')}的勋章`,
  claimed: (row) => `领取${nameOf(row.offer, '优惠')}`,
  claim_cancelled: (row) => `${nameOf(row.offer, '优惠')}已取消`,
  claim_expired: (row) => `${nameOf(row.offer, '优惠')}过期未用`,
  redeemed: (row) => `核销${nameOf(row.offer, '优惠')}${billOf(row)}`,
  contact_added: (row) => `在${nameOf(row.booth, '银行摊位')}加了${nameOf(row.employee, '客户经理')}`,
  product_opened: (row) => `新开${productOf(row)}${listedOf(row)}`,
  aum_uplift: (row) => `月均资产多了${row.amountFen === null ? ' 1 万以上' : ` ${wanOf(row.amountFen)}`}`,
  bank_card_activated: () => '激活银行卡',
};

/** Kinds that only the bank's list tells: the day is the list's, the clock nobody's. */
const LISTED: ReadonlySet<MemberEngagement['kind']> = new Set(IMPORTED_KINDS);

function productOf({ product }: MemberEngagement): string {
  return product === null ? '产品' : (PRODUCTS[product as Product] ?? product);
}

function listedOf({ amountFen }: MemberEngagement): string {
  return amountFen === null ? '' : ` ${wanOf(amountFen)}`;
}

/** When it happened: the day and the clock, of what a list tells the day. */
export function whenOf({ kind, occurredAt }: MemberEngagement): string {
  return LISTED.has(kind) ? dayOf(occurredAt) : momentOf(occurredAt);
}

function billOf({ amountFen }: MemberEngagement): string {
  return amountFen === null ? '' : `（账单 ${formatYuan(amountFen)} 元）`;
}

/** What happened in one line: `扫 周敏 的渠道码加入阳光菜市场福利圈`. */
export function deedOf(row: MemberEngagement): string {
  const cameBy = row.kind === 'group_joined' ? row.credit?.cameBy : null;
  const by = cameBy ? (cameBy.channel ? `扫 ${cameBy.employee.name} 的渠道码` : `经 ${cameBy.employee.name} `) : '';
  return `${by}${DEEDS[row.kind](row)}`;
}

/** Where it happened beside what is said already; null where there is no more to say. */
export function placeOf({ kind, event, booth, merchant }: MemberEngagement): string | null {
  if (LISTED.has(kind)) return '行内名单';
  const said = [
    kind === 'stamped' ? event?.name : null,
    kind === 'claimed' || kind === 'redeemed' ? merchant?.name : null,
  ];
  return said.find((name) => name) ?? (kind === 'contact_added' ? (event?.name ?? booth?.name ?? null) : null);
}

/** To whose credit it is: `归因 周敏 100 %`, or why to nobody's; null for what is credited to nobody by its nature. */
export function creditTag({ credit, reversed, insider }: MemberEngagement): { text: string; good: boolean } | null {
  if (reversed) return { text: '已撤销', good: false };
  if (insider) return { text: '本行员工，不计归因', good: false };
  if (!credit) return null;
  if (credit.held) return { text: '待主任核实后计归因', good: false };
  if (credit.employees.length === 0) return { text: '没有可归因的来源', good: false };
  const whom = credit.employees.map(({ name, ppm }) => `${name} ${percentOf(ppm)}`).join('、');
  return { text: `归因 ${whom}`, good: true };
}
