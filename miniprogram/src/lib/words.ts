import type { ErrorCode } from '@linzhang/shared/kernel/errors';
import type { ApiError, LocalCode } from './apiError';
import { momentOf, waitOf } from './dates';
import type { WorkCode } from './workWords';

/** What happened and what to do, for every code that a customer may meet: a new code does not compile without words. */
export const WORDS: Readonly<Record<Exclude<ErrorCode, WorkCode>, string>> = {
  invalid_request: '有内容填写不完整或格式不对，请检查后再提交',
  request_too_large: '提交的内容太大，请精简后再试',
  request_reused: '这次提交与之前的不一致，请返回后重新填写',
  not_found: '没有找到这项内容，可能已被删除，请返回刷新',
  method_not_allowed: '当前版本不支持这个操作，请关闭后重新打开小程序',
  rate_limited: '操作太频繁，请稍后再试',
  timed_out: '服务器处理超时，请稍后再试',
  unavailable: '服务暂时不可用，请稍后再试',
  internal: '系统出了点问题，我们已经记录，请稍后再试',
  signed_out: '登录已过期，请重新登录',
  forbidden: '您没有这个权限，需要时请联系网点主任',
  consent_required: '请先阅读并同意服务条款',
  phone_required: '请先绑定手机号',
  wechat_code_invalid: '微信验证已失效，请再点一次',
  wechat_user_blocked: '微信提示此账号存在风险，暂时无法登录，请联系网点',
  wechat_unavailable: '微信服务暂时没有响应，请稍后再试',
  text_rejected: '内容未通过微信的文字检查，请换一种写法',
  consent_outdated: '条款刚刚更新，请阅读新版本后再同意',
  phone_bound_elsewhere: '这个手机号已绑定另一个账号',
  phone_not_mobile: '请使用中国大陆的手机号',
  phone_not_bound: '对方还没有绑定手机号',
  phone_proof_expired: '验证已过期，请重新获取手机号',
  member_closed: '这个账号已注销或已并入其他账号',
  employee_linked_elsewhere: '这个工号或微信已绑定其他账号，请联系网点主任',
  activation_invalid: '工号或激活码不正确，请核对后再试',
  activation_locked: '输错次数过多，激活码已锁定，请联系网点主任重新发放',
  activation_expired: '激活码已过期，请联系网点主任重新发放',
  login_code_invalid: '登录码不正确或已过期，请在电脑上重新获取',
  group_closed: '这个福利圈暂时不接收新成员，看看附近的其他圈子吧',
  group_full: '这个福利圈的名额已满，看看附近的其他圈子吧',
  event_closed: '活动已经结束或取消，看看别的活动吧',
  signup_not_offered: '这场活动不用报名，到时直接来就行',
  signup_not_open: '现在不在报名时间内，请看活动页上的报名时间',
  already_checked_in: '已经签到入场，不用再取消报名',
  share_token_invalid: '这张分享卡片已失效，请从福利圈首页进入',
  offer_not_open: '这项优惠还没到领取时间，到时再来领',
  offer_ended: '这项优惠的领取已经结束，去看看其他优惠',
  offer_paused: '这项优惠暂停领取，请稍后再来看看',
  offer_not_claimable: '这份奖品集章达标后会自动放进券包，不用在这里领',
  offer_not_eligible: '还有领取条件没有满足，请按优惠页上的提示完成',
  offer_limit_reached: '您已经领过这项优惠，请到券包里使用',
  offer_day_limit_reached: '今天的领取次数已用完，明天再来',
  offer_sold_out: '这项优惠已领完，去看看其他优惠',
  offer_budget_spent: '这项优惠的额度已领完，去看看其他优惠',
  risk_blocked: '微信提示此账号存在风险，暂时不能领取，请联系网点',
  claim_already_redeemed: '这张券已经用过了',
  claim_ended: '这张券已被取消，不能再用',
  claim_expired: '这张券已过有效期，不能再用',
  claim_not_yet_valid: '这张券还没到可用的日子，请到期限内再来',
  aum_not_reached: '资产还没有达到使用条件，达标并保持 30 天后可用',
  redemption_lapsed: '确认时间已过，请收银员重新发起核销',
  choice_not_open: '现在没有需要您选择的服务安排，请刷新后再看',
};

/** The same for what fails before the server answers. */
export const LOCAL_WORDS: Readonly<Record<LocalCode, string>> = {
  offline: '没有网络，请检查网络后重试',
  no_answer: '网络太慢，没有等到回应，请重试',
};

function numberIn(details: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = details[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The facts that came with a refusal, woven into its words; null where there are none. */
function withFacts(error: ApiError): string | null {
  const { code, details } = error;
  const wait = numberIn(details, 'retryAfterSeconds');
  const triesLeft = numberIn(details, 'triesLeft');
  const limit = numberIn(details, 'limit');
  if (code === 'rate_limited' && wait !== null) return `操作太频繁，请 ${waitOf(wait)}后再试`;
  if (code === 'activation_invalid' && triesLeft !== null) return `工号或激活码不正确，还可以试 ${triesLeft} 次`;
  if (code === 'reveal_limit_reached' && limit !== null) return `今天 ${limit} 次查看手机号的机会已用完，明天再来`;
  if (code === 'activation_expired' && typeof details['expiresAt'] === 'string')
    return `激活码已于${momentOf(details['expiresAt'])} 过期，请联系网点主任重新发放`;
  return null;
}

const sentences: Partial<Record<ErrorCode, string>> = { ...WORDS };

/** Brings in words that only a part of the mini-program needs, with the first page of that part. */
export function addWords(words: Partial<Record<ErrorCode, string>>): void {
  Object.assign(sentences, words);
}

/** The sentence a person reads for a failure; a code that has none here is told as a fault. */
export function wordsFor(error: ApiError): string {
  if (error.code === 'offline' || error.code === 'no_answer') return LOCAL_WORDS[error.code];
  return withFacts(error) ?? sentences[error.code] ?? WORDS.internal;
}

/** Fields that the server refused, by name, as `details.issues` lists them. */
export function refusedFields(error: ApiError | null): ReadonlySet<string> {
  const issues = error?.code === 'invalid_request' ? error.details['issues'] : undefined;
  if (!Array.isArray(issues)) return new Set();
  return new Set(
    issues.map((issue: { path?: unknown }) => String(Array.isArray(issue.path) ? issue.path.join('.') : issue.path)),
  );
}
