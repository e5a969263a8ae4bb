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
  pointsPhoneBound: { label: '扫码绑定手机', hint: '通过客户经理的渠道码绑定手机号' },
  pointsEngaged: { label: '互动活跃', hint: '互动分达到下面的线' },
  pointsCardCompleted: { label: '集齐集章卡', hint: '集满一张集章卡' },
  pointsAumOffer: { label: '领取资产提升券', hint: '领了要求提升资产的优惠' },
  pointsNearTier: { label: '临界提升', hint: '离上一层只差一点' },
  pointsChurn: { label: '流失预警', hint: '资产明显下降，或很久没有互动' },
  pointsContact: { label: '现场添加', hint: '在银行摊位加了联系方式' },
  pointsProspect: { label: '登记潜客', hint: '员工登记或导入的潜客' },
  engagedScore: { label: '互动活跃线', hint: '互动分到这条线就成为线索' },
  churnAumPercent: { label: '资产下降预警', hint: '30 天内资产下降达到这个比例' },
  churnSilenceDays: { label: '没有互动预警', hint: '之前有过互动，这么久没有动静' },
  churnEngagements: { label: '预警前的互动次数', hint: '至少互动过这么多次，没有动静才算预警' },
  reasonRestDays: { label: '同一来由的间隔', hint: '线索结束后，同一来由多久之后才能再成为线索' },
  nearTierPercent: { label: '临界范围', hint: '资产离上一层的线在这个比例以内' },
  monthsToFall: { label: '降层前的月数', hint: '月均连续这么多个月低于线，才降层' },
  monthsToFallPrivate: { label: '私行降层前的月数', hint: '私行客户连续这么多个月低于线，才降层' },
  staffServiceAge: { label: '网点人员服务年龄', hint: '5 至 10 万的客户到这个年龄为止由网点人员服务' },
  upliftFen: { label: '资产提升线', hint: '月均比上月多这么多，算一次资产提升' },
  aumReviewPercent: { label: '名单复核线', hint: '一份名单让网点总资产变动超过这个比例，要第二人同意' },
  countWealth: { label: '理财', hint: '计入资产' },
  countFunds: { label: '基金', hint: '计入资产' },
  countInsurance: { label: '保险', hint: '计入资产' },
  countBonds: { label: '国债', hint: '计入资产' },
  countMetals: { label: '贵金属', hint: '计入资产' },
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
    title: '线索的领取和收回',
    names: ['leadsHeld', 'leadsTakenPerDay', 'leadRemindHours', 'leadRecycleDays', 'leadRestDays'],
  },
  {
    title: '线索来由的分值',
    names: [
      'pointsPhoneBound',
      'pointsEngaged',
      'pointsCardCompleted',
      'pointsAumOffer',
      'pointsNearTier',
      'pointsChurn',
      'pointsContact',
      'pointsProspect',
    ],
  },
  {
    title: '线索的来由',
    names: [
      'engagedScore',
      'nearTierPercent',
      'churnAumPercent',
      'churnSilenceDays',
      'churnEngagements',
      'reasonRestDays',
    ],
  },
  { title: '客户层级', names: ['monthsToFall', 'monthsToFallPrivate', 'staffServiceAge'] },
  { title: '资产名单', names: ['upliftFen', 'aumReviewPercent'] },
  {
    title: '存款之外，哪些计入资产',
    names: ['countWealth', 'countFunds', 'countInsurance', 'countBonds', 'countMetals'],
  },
];

const UNIT_WORDS = {
  count: '',
  points: '分',
  percent: '%',
  seconds: '秒',
  minutes: '分钟',
  hours: '小时',
  days: '天',
  months: '个月',
  years: '岁',
  fen: '元',
  switch: '',
} as const;

/** True for what is either so or not. */
export function isSwitch(name: SettingName): boolean {
  return SETTINGS[name].unit === 'switch';
}

/** A number as it is typed and shown, without its unit; money in yuan. */
export function typedOf(name: SettingName, value: number): string {
  return SETTINGS[name].unit === 'fen' ? formatYuan(value).replace(/\.00$/, '') : String(value);
}

/** A number with its unit: `30 分钟`, `10000 元`; `计入` for what counts. */
export function amountOf(name: SettingName, value: number): string {
  if (isSwitch(name)) return value === 1 ? '计入' : '不计入';
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
