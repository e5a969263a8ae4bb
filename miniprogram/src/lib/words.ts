import type { ErrorCode } from '@linzhang/shared/kernel/errors';
import type { ApiError, LocalCode } from './apiError';
import { momentOf, waitOf } from './dates';

/** What happened and what to do, for every code of the catalogue: a new code does not compile without words. */
export const WORDS: Readonly<Record<ErrorCode, string>> = {
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
  reveal_limit_reached: '今天查看手机号的次数已用完，明天再来',
  member_closed: '这个账号已注销或已并入其他账号',
  employee_number_taken: '这个工号已被使用，请核对后重填',
  employee_disabled: '这个员工账号已停用，请联系网点主任',
  employee_linked_elsewhere: '这个工号或微信已绑定其他账号，请联系网点主任',
  activation_invalid: '工号或激活码不正确，请核对后再试',
  activation_locked: '输错次数过多，激活码已锁定，请联系网点主任重新发放',
  activation_expired: '激活码已过期，请联系网点主任重新发放',
  merchant_required: '收银员必须选择所属商户',
  merchant_name_taken: '本网点已有同名商户，请换一个名称',
  branch_name_taken: '已有同名网点，请换一个名称',
  last_admin: '这是最后一位管理员，请先指定另一位管理员',
  own_role_change: '不能修改自己的角色，请由其他主任或管理员操作',
  version_conflict: '内容刚被别人修改过，请刷新后再改',
  login_code_invalid: '登录码不正确或已过期，请在电脑上重新获取',
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

/** The sentence a person reads for a failure. */
export function wordsFor(error: ApiError): string {
  if (error.code === 'offline' || error.code === 'no_answer') return LOCAL_WORDS[error.code];
  return withFacts(error) ?? WORDS[error.code];
}

/** Fields that the server refused, by name, as `details.issues` lists them. */
export function refusedFields(error: ApiError | null): ReadonlySet<string> {
  const issues = error?.code === 'invalid_request' ? error.details['issues'] : undefined;
  if (!Array.isArray(issues)) return new Set();
  return new Set(
    issues.map((issue: { path?: unknown }) => String(Array.isArray(issue.path) ? issue.path.join('.') : issue.path)),
  );
}
