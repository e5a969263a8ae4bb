/** Where every page is. The first part after `pages` is the sub-package; tab pages live in the main package. */
export const tabs = {
  groups: 'pages/tabs/groups/index',
  stamps: 'pages/tabs/stamps/index',
  claims: 'pages/tabs/claims/index',
  me: 'pages/tabs/me/index',
} as const;

export const memberPages = {
  profile: 'pages/members/profile/index',
  phone: 'pages/members/phone/index',
  devices: 'pages/members/devices/index',
  privacy: 'pages/members/privacy/index',
  deletion: 'pages/members/deletion/index',
  terms: 'pages/members/terms/index',
  help: 'pages/members/help/index',
  about: 'pages/members/about/index',
  activation: 'pages/members/activation/index',
} as const;

/** Only in h5: an employee signs in by a one-use code. */
export const codePage = 'pages/signin/code/index';
/** Only in a demo build of h5: one picks a persona. */
export const personasPage = 'pages/signin/personas/index';

export const workPages = {
  home: 'pages/work/home/index',
  employees: 'pages/work/employees/index',
  employee: 'pages/work/employee/index',
  employeeForm: 'pages/work/employeeForm/index',
  merchants: 'pages/work/merchants/index',
  merchantForm: 'pages/work/merchantForm/index',
  branches: 'pages/work/branches/index',
  branchForm: 'pages/work/branchForm/index',
  audits: 'pages/work/audits/index',
  computerLogin: 'pages/work/computerLogin/index',
} as const;

export const kitPage = 'pages/kit/gallery/index';
