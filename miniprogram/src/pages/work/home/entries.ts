import type { Role } from '@linzhang/shared/employees/employees.rules';
import type { Me } from '@linzhang/shared/members/members.contract';
import type { Tile } from '../../../components/action/Tiles';
import { branchPages, managerPages, workPages } from '../../../paths';

/** A place to go, for whom it is. */
export interface Entry extends Omit<Tile, 'onTap' | 'count'> {
  page: string;
  shown: (me: Me) => boolean;
}

/** Places that belong together. */
export interface EntryGroup {
  title: string;
  entries: readonly Entry[];
}

const works = ({ employee }: Me, roles: readonly Role[]) =>
  Boolean(employee?.roles.some((role) => roles.includes(role)));

/** Who has customers, leads and prospects of the own. */
const serves = (me: Me) => me.can.serveCustomers && works(me, ['manager', 'head']);
const heads = ({ can }: Me) => can.headBranch;
/** Who redeems at a counter without a booth. */
const atCounter = (me: Me) => works(me, ['cashier', 'staff', 'head']);

const BRANCH: EntryGroup = {
  title: '网点经营',
  entries: [
    { id: 'inbox', icon: 'inbox', text: '待办', page: workPages.inbox, shown: ({ can }) => can.decide },
    { id: 'overview', icon: 'chart', text: '网点业绩', page: branchPages.overview, shown: heads },
    { id: 'targets', icon: 'target', text: '目标', page: branchPages.targets, shown: heads },
    { id: 'branch-leads', icon: 'phone', text: '线索分派', page: branchPages.leads, shown: heads },
    { id: 'imports', icon: 'note', text: '资产名单', page: branchPages.imports, shown: heads },
    { id: 'assignment', icon: 'people', text: '分配客户', page: branchPages.assignment, shown: heads },
    { id: 'transfer', icon: 'swap', text: '移交客户', page: branchPages.transfer, shown: heads },
    { id: 'report', icon: 'pie', text: '归因报告', page: branchPages.report, shown: heads },
    { id: 'origins', icon: 'person', text: '首维护人', page: branchPages.origins, shown: heads },
  ],
};

const CUSTOMERS: EntryGroup = {
  title: '我的客户',
  entries: [
    { id: 'today', icon: 'clock', text: '今日', page: managerPages.today, shown: serves },
    { id: 'leads', icon: 'phone', text: '线索', page: managerPages.leads, shown: serves },
    { id: 'pool', icon: 'waves', text: '公海', page: managerPages.pool, shown: serves },
    { id: 'portfolio', icon: 'people', text: '客户', page: managerPages.portfolio, shown: serves },
    { id: 'prospects', icon: 'search', text: '潜客', page: managerPages.prospects, shown: serves },
    { id: 'scorecard', icon: 'chart', text: '业绩', page: managerPages.scorecard, shown: serves },
    { id: 'channels', icon: 'scan', text: '渠道码', page: workPages.channels, shown: ({ can }) => can.manageChannels },
  ],
};

const ON_SITE: EntryGroup = {
  title: '现场',
  entries: [
    { id: 'shift', icon: 'stamp', text: '我的班次', page: workPages.shift, shown: ({ can }) => can.scan },
    { id: 'redeem', icon: 'ticket', text: '核销', page: workPages.redeem, shown: atCounter },
  ],
};

const MARKETING: EntryGroup = {
  title: '福利圈和活动',
  entries: [
    {
      id: 'groups',
      icon: 'home',
      text: '福利圈',
      page: workPages.groups,
      shown: ({ can }) => can.manageGroups || can.manageChannels,
    },
    {
      id: 'events',
      icon: 'gift',
      text: '活动',
      page: workPages.events,
      shown: (me) => works(me, ['staff', 'manager', 'head', 'admin']),
    },
    { id: 'offers', icon: 'ticket', text: '优惠', page: workPages.offers, shown: ({ can }) => can.manageOffers },
    { id: 'merchants', icon: 'shop', text: '商户', page: workPages.merchants, shown: ({ can }) => can.manageMerchants },
    {
      id: 'channel-reviews',
      icon: 'shield',
      text: '绑定复核',
      page: workPages.channelReviews,
      shown: ({ can }) => can.decide,
    },
  ],
};

const KEEPING: EntryGroup = {
  title: '管理',
  entries: [
    {
      id: 'employees',
      icon: 'people',
      text: '员工',
      page: workPages.employees,
      shown: ({ can }) => can.manageEmployees,
    },
    { id: 'settings', icon: 'sliders', text: '设置', page: workPages.settings, shown: ({ can }) => can.manageSettings },
    { id: 'branches', icon: 'bank', text: '网点', page: workPages.branches, shown: ({ can }) => can.manageBranches },
    { id: 'audits', icon: 'list', text: '操作记录', page: workPages.audits, shown: ({ can }) => can.readAudit },
    { id: 'computer-login', icon: 'computer', text: '电脑登录', page: workPages.computerLogin, shown: () => true },
  ],
};

/** Where one may go, what is used most first; a group of nothing is left out. */
export function groupsFor(me: Me): EntryGroup[] {
  return [BRANCH, CUSTOMERS, ON_SITE, MARKETING, KEEPING]
    .map(({ title, entries }) => ({ title, entries: entries.filter(({ shown }) => shown(me)) }))
    .filter(({ entries }) => entries.length > 0);
}
