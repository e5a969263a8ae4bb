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
  notices: 'pages/members/notices/index',
  tier: 'pages/members/tier/index',
} as const;

export const groupPages = {
  group: 'pages/groups/group/index',
} as const;

export const eventPages = {
  event: 'pages/events/event/index',
  card: 'pages/events/card/index',
  code: 'pages/events/code/index',
  signup: 'pages/events/signup/index',
  badges: 'pages/events/badges/index',
} as const;

export const offerPages = {
  offers: 'pages/offers/offers/index',
  offer: 'pages/offers/offer/index',
  claim: 'pages/offers/claim/index',
  confirm: 'pages/offers/confirm/index',
} as const;

/** Where codes and share cards open; the server knows the address too (ARRIVAL_PAGE). */
export const channelPages = {
  arrival: 'pages/channels/arrival/index',
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
  offers: 'pages/work/offers/index',
  offer: 'pages/work/offer/index',
  offerForm: 'pages/work/offerForm/index',
  offerPreview: 'pages/work/offerPreview/index',
  offerClaims: 'pages/work/offerClaims/index',
  merchants: 'pages/work/merchants/index',
  merchantForm: 'pages/work/merchantForm/index',
  branches: 'pages/work/branches/index',
  branchForm: 'pages/work/branchForm/index',
  groups: 'pages/work/groups/index',
  group: 'pages/work/group/index',
  groupForm: 'pages/work/groupForm/index',
  groupMembers: 'pages/work/groupMembers/index',
  groupPreview: 'pages/work/groupPreview/index',
  events: 'pages/work/events/index',
  event: 'pages/work/event/index',
  eventForm: 'pages/work/eventForm/index',
  eventBooth: 'pages/work/eventBooth/index',
  eventPeople: 'pages/work/eventPeople/index',
  eventPreview: 'pages/work/eventPreview/index',
  eventLive: 'pages/work/eventLive/index',
  eventStamps: 'pages/work/eventStamps/index',
  eventSignups: 'pages/work/eventSignups/index',
  settings: 'pages/work/settings/index',
  inbox: 'pages/work/inbox/index',
  audits: 'pages/work/audits/index',
  computerLogin: 'pages/work/computerLogin/index',
  shift: 'pages/work/shift/index',
  scan: 'pages/work/scan/index',
  scanQueue: 'pages/work/scanQueue/index',
  boothDay: 'pages/work/boothDay/index',
  contact: 'pages/work/contact/index',
  checkIn: 'pages/work/checkIn/index',
  redeem: 'pages/work/redeem/index',
  redemptions: 'pages/work/redemptions/index',
  channels: 'pages/work/channels/index',
  channelForm: 'pages/work/channelForm/index',
  channel: 'pages/work/channel/index',
  channelPoster: 'pages/work/channelPoster/index',
  channelReviews: 'pages/work/channelReviews/index',
} as const;

/** The customer manager’s day: leads, prospects, customers, the own figures. */
export const managerPages = {
  today: 'pages/manager/today/index',
  leads: 'pages/manager/leads/index',
  lead: 'pages/manager/lead/index',
  pool: 'pages/manager/pool/index',
  prospects: 'pages/manager/prospects/index',
  prospect: 'pages/manager/prospect/index',
  prospectForm: 'pages/manager/prospectForm/index',
  prospectImport: 'pages/manager/prospectImport/index',
  portfolio: 'pages/manager/portfolio/index',
  member: 'pages/manager/member/index',
  scorecard: 'pages/manager/scorecard/index',
} as const;

/** What a head keeps of the branch: lists from the bank, owners, targets, figures, reports. */
export const branchPages = {
  leads: 'pages/branch/leads/index',
  leadFigures: 'pages/branch/leadFigures/index',
  poolOrder: 'pages/branch/poolOrder/index',
  imports: 'pages/branch/imports/index',
  import: 'pages/branch/import/index',
  doubts: 'pages/branch/doubts/index',
  assignment: 'pages/branch/assignment/index',
  transfer: 'pages/branch/transfer/index',
  overview: 'pages/branch/overview/index',
  members: 'pages/branch/members/index',
  targets: 'pages/branch/targets/index',
  transitions: 'pages/branch/transitions/index',
  report: 'pages/branch/report/index',
  origins: 'pages/branch/origins/index',
} as const;

export const kitPage = 'pages/kit/gallery/index';
