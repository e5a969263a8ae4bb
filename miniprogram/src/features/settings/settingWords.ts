import { formatYuan, parseYuan } from '@linzhang/shared/kernel/money';
import { isInBounds, SETTINGS, type SettingName } from '@linzhang/shared/settings/settings.rules';

interface SettingWords {
  label: string;
  hint: string;
}

/** What each number is for, in the words of a head. */
export const SETTING_WORDS: Readonly<Record<SettingName, SettingWords>> = {
  touchWindowMinutes: { label: '同一触点的间隔', hint: '同一客户在这段时间内再扫同一个渠道码，只算一次' },
  dailyBindingReview: { label: '每日绑定复核线', hint: '一个渠道码一天绑定手机号超过这个数，多出的要主任复核' },
  attributionDays: { label: '归因天数', hint: '客户加入前多少天内的触点可以算作来源' },
  announceDays: { label: '活动预告提前', hint: '活动前几天通知福利圈的成员' },
  friendSeconds: { label: '异常集章间隔', hint: '同一客户在不同摊位盖章快过这个时间，标给负责人看' },
  offlineLateHours: { label: '离线扫码补传', hint: '没有网络时扫的码，多久内上传有效' },
  scansPerHourReview: { label: '每小时离线扫码复核线', hint: '一台手机一小时超过这个数，多出的要负责人确认' },
  undoSeconds: { label: '撤销盖章', hint: '盖错后多久内可以自己撤销' },
  redemptionsPerHour: { label: '每小时核销上限', hint: '一位收银员一小时超过这个数，要联系主任' },
  wrongCodesPerHour: { label: '输错券码上限', hint: '一小时内输错这么多次，就锁定一小时' },
  confirmSeconds: { label: '客户确认核销', hint: '输入券码核销时，等客户点确认的时间' },
  reversalHours: { label: '冲正时限', hint: '核销后多久内主任可以冲正' },
  offerCostLimitFen: { label: '商户每月优惠成本线', hint: '同一商户一个月的优惠成本超过它，要第二人同意' },
  leadsHeld: { label: '持有线索上限', hint: '一位客户经理同时跟进的线索；分配的也算，但不会被拒' },
  leadsTakenPerDay: { label: '每日领取上限', hint: '一位客户经理一天从公海领取的线索' },
  leadRemindHours: { label: '跟进提醒', hint: '线索多久没有跟进就提醒持有人' },
  leadRecycleDays: { label: '线索收回', hint: '多久没有跟进就退回公海；维护人的线索交给主任' },
  leadRestDays: { label: '再次领取间隔', hint: '退回后，原持有人多久之后才能再领' },
};

/** What the numbers are about, in the order of the page. */
export const SETTING_SECTIONS: readonly { title: string; names: readonly SettingName[] }[] = [
  { title: '渠道和归因', names: ['touchWindowMinutes', 'dailyBindingReview', 'attributionDays'] },
  {
    title: '活动和集章',
    names: ['announceDays', 'friendSeconds', 'undoSeconds', 'offlineLateHours', 'scansPerHourReview'],
  },
  {
    title: '优惠和核销',
    names: ['offerCostLimitFen', 'redemptionsPerHour', 'wrongCodesPerHour', 'confirmSeconds', 'reversalHours'],
  },
  {
    title: '线索',
    names: ['leadsHeld', 'leadsTakenPerDay', 'leadRemindHours', 'leadRecycleDays', 'leadRestDays'],
  },
];

const UNIT_WORDS = { count: '', seconds: '秒', minutes: '分钟', hours: '小时', days: '天', fen: '元' } as const;

/** A number as it is typed and shown, without its unit; money in yuan. */
export function typedOf(name: SettingName, value: number): string {
  return SETTINGS[name].unit === 'fen' ? formatYuan(value).replace(/\.00$/, '') : String(value);
}

/** A number with its unit: `30 分钟`, `10000 元`. */
export function amountOf(name: SettingName, value: number): string {
  return [typedOf(name, value), UNIT_WORDS[SETTINGS[name].unit]].filter(Boolean).join(' ');
}

/** A label with its unit: `撤销盖章（秒）`. */
export function labelOf(name: SettingName): string {
  const unit = UNIT_WORDS[SETTINGS[name].unit];
  return unit ? `${SETTING_WORDS[name].label}（${unit}）` : SETTING_WORDS[name].label;
}

/** The number that was typed; null for one that the setting does not allow. */
export function numberOf(name: SettingName, text: string): number | null {
  const typed = SETTINGS[name].unit === 'fen' ? parseYuan(text) : wholeOf(text);
  return typed !== null && isInBounds(name, typed) ? typed : null;
}

function wholeOf(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** What may be typed: `请填 1 到 14`. */
export function boundsOf(name: SettingName): string {
  const { min, max } = SETTINGS[name];
  return `请填 ${typedOf(name, min)} 到 ${typedOf(name, max)}`;
}
