import { AUDIT_ACTIONS, type AuditActionName } from '@linzhang/shared/audit/audit.rules';

/** What was done, as the trail shows it. */
export const AUDIT_WORDS: Readonly<Record<AuditActionName, string>> = {
  employee_created: '添加员工',
  employee_changed: '修改员工',
  activation_issued: '发放激活码',
  activation_revoked: '撤销激活码',
  employee_activated: '员工激活',
  employee_disabled: '停用员工',
  employee_enabled: '恢复员工',
  h5_login_confirmed: '确认电脑登录',
  branch_created: '新建网点',
  branch_changed: '修改网点',
  merchant_created: '添加商户',
  merchant_changed: '修改商户',
  group_created: '新建福利圈',
  group_changed: '修改福利圈',
  group_status_changed: '开放或关闭福利圈',
  event_created: '新建活动',
  event_changed: '修改活动',
  event_status_changed: '发布、结束或取消活动',
  event_assigned: '活动排班',
  pool_order_changed: '调整公海排序',
  prospect_phone_revealed: '查看潜客手机号',
  prospects_uploaded: '上传潜客名单',
  phone_revealed: '查看手机号',
  phone_bound: '绑定手机号',
  phone_moved: '迁移手机号',
  consent_granted: '同意用途',
  consent_withdrawn: '撤回同意',
  data_exported: '导出数据',
  account_deleted: '注销账号',
  channel_created: '新建渠道码',
  channel_changed: '修改渠道码',
  channel_review_decided: '复核渠道绑定',
  settings_changed: '修改业务参数',
  approval_requested: '申请第二人确认',
  approval_decided: '第二人确认',
  approval_withdrawn: '撤回申请',
  stamp_voided: '作废集章',
  conflict_decided: '处理存疑扫码',
  offer_created: '新建优惠',
  offer_changed: '修改优惠',
  offer_status_changed: '发布、暂停或结束优惠',
  redemption_reversed: '冲正核销',
  claim_cancelled: '取消优惠券',
  aum_uploaded: '上传资产名单',
  aum_doubt_decided: '处理存疑匹配',
  owners_assigned: '批量分配客户',
  owners_transferred: '移交客户',
  supporters_changed: '调整协同人员',
  origin_changed: '变更业绩归属',
  targets_changed: '调整业绩目标',
  portfolio_exported: '导出业绩与客户',
};

type Words = Readonly<Record<string, string>>;
type Parts = Readonly<Record<string, unknown>>;

const PART_WORDS: Words = {
  name: '名称',
  number: '工号',
  branchId: '网点',
  roles: '角色',
  position: '岗位',
  merchantId: '所属商户',
  workPhone: '工作电话',
  capacity: '可维护客户数',
  place: '地点',
  industry: '行业',
  industries: '服务的行业',
  contact: '联系人',
  status: '状态',
  purpose: '用途',
  notice: '公告',
  welcome: '欢迎语',
  memberLimit: '人数上限',
  managerIds: '客户经理',
};

/** Parts whose value is a code that the page brings the words for. */
const CODED_PARTS: ReadonlySet<string> = new Set(['roles', 'position', 'industry', 'industries']);
/** States of a merchant and of a group. */
const STATUS_WORDS: Words = { active: '合作中', ended: '已结束', draft: '草稿', open: '开放中', closed: '已关闭' };
/** Parts whose value is an id, which tells a reader nothing. */
const ID_PARTS: ReadonlySet<string> = new Set(['branchId', 'merchantId', 'managerIds']);

/**
 * What was changed, a line each: `角色：客户经理 → 网点主任` where the trail knows before and after, else one line that
 * names the parts. `codes` are the words for roles, positions and industries; parts without words of their own
 * are left out.
 */
export function changeLines(changes: Parts, codes: Words): string[] {
  const { before, after } = changes;
  if (isParts(before) && isParts(after)) return differences(before, after, codes);
  const named = Object.keys(changes).flatMap((part) => PART_WORDS[part] ?? []);
  return named.length > 0 ? [`涉及：${named.join('、')}`] : [];
}

function differences(before: Parts, after: Parts, codes: Words): string[] {
  return Object.entries(PART_WORDS).flatMap(([part, word]) => {
    if (!(part in before && part in after)) return [];
    if (JSON.stringify(before[part]) === JSON.stringify(after[part])) return [];
    const words = wordsOf(part, codes);
    const [from, to] = [valueText(before[part], words), valueText(after[part], words)];
    // A place may move on the map under the same address; an id or a code without words tells a reader nothing.
    if (ID_PARTS.has(part) || from === null || to === null || from === to) return [`${word}：已变更`];
    return [`${word}：${from} → ${to}`];
  });
}

/** The words for the codes of a part; null where its value is shown as it is. */
function wordsOf(part: string, codes: Words): Words | null {
  if (part === 'status') return STATUS_WORDS;
  return CODED_PARTS.has(part) ? codes : null;
}

/** A value as it is read; null where there are no words for it. */
function valueText(value: unknown, words: Words | null): string | null {
  if (value === null || value === undefined || value === '') return '无';
  if (Array.isArray(value)) {
    const texts = value.map((each) => valueText(each, words));
    return texts.includes(null) ? null : texts.join('、') || '无';
  }
  if (isParts(value)) return typeof value['address'] === 'string' ? value['address'] : null;
  return words ? (words[String(value)] ?? null) : String(value);
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the trail may be narrowed to. */
export const AUDIT_OPTIONS: readonly { value: AuditActionName | 'all'; text: string }[] = [
  { value: 'all', text: '全部操作' },
  ...AUDIT_ACTIONS.map((value) => ({ value, text: AUDIT_WORDS[value] })),
];
