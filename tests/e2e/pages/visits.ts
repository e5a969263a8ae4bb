import * as paths from '../../../miniprogram/src/paths';

/** Reads the API as the person of the visit. */
export type Ask = <T = Listed>(path: string) => Promise<T>;

interface Listed {
  items: { id: string; [field: string]: unknown }[];
}

/** Who opens a page of the demo, and with what. */
export interface PageVisit {
  persona: string;
  query?: (ask: Ask) => Promise<Record<string, string>>;
}

const firstIn = async (ask: Ask, path: string): Promise<string> => {
  const { items } = await ask(path);
  if (!items[0]) throw new Error(`nothing in ${path}`);
  return items[0].id;
};

/** The page of the first row of a list. */
const first = (persona: string, list: string, name = 'id'): PageVisit => ({
  persona,
  query: async (ask) => ({ [name]: await firstIn(ask, list) }),
});

const all = (persona: string, pages: Readonly<Record<string, string>>): Record<string, PageVisit> =>
  Object.fromEntries(Object.values(pages).map((page) => [page, { persona }]));

const CUSTOMER = 'customer-chen';
const STAFF = 'staff-sun';
const MANAGER = 'manager-zhou';
const HEAD = 'head-wang';

const ofBooth: PageVisit = {
  persona: STAFF,
  query: async (ask) => {
    const { items } = await ask<{ items: { booth: { id: string } }[] }>('/shifts/assignments');
    return { boothId: items[0]?.booth.id ?? '' };
  },
};

const ofEventBooth: PageVisit = {
  persona: HEAD,
  query: async (ask) => {
    const id = await firstIn(ask, '/work/events');
    const event = await ask<{ booths: { id: string }[] }>(`/work/events/${id}`);
    return { id, booth: event.booths[0]?.id ?? '' };
  },
};

const ofMember: PageVisit = {
  persona: MANAGER,
  query: async (ask) => {
    const { employee } = await ask<{ employee: { id: string } }>('/me');
    const { items } = await ask<{ items: { memberId: string }[] }>(`/portfolio/members?ownerId=${employee.id}`);
    return { id: items[0]?.memberId ?? '' };
  },
};

const ofImport: PageVisit = {
  persona: HEAD,
  query: async (ask) => {
    const { employee } = await ask<{ employee: { branch: { id: string } } }>('/me');
    return { id: await firstIn(ask, `/aum-imports?branchId=${employee.branch.id}`) };
  },
};

const colleague: PageVisit = {
  persona: HEAD,
  query: async (ask) => {
    const { items } = await ask('/employees');
    return { id: items.find(({ number }) => number === 'JN003')?.id ?? '' };
  },
};

const groupOfWork = first(HEAD, '/work/groups');
const eventOfWork = first(HEAD, '/work/events');
const offerOfWork = first(HEAD, '/work/offers');
const channel = first(MANAGER, '/channels');

/** Every page as one of the people of the demo opens it; the walks fail where a page is missing here. */
export const VISITS: Readonly<Record<string, PageVisit>> = {
  ...all(CUSTOMER, paths.tabs),
  ...all(CUSTOMER, paths.memberPages),
  ...all('customer-wu', { [paths.memberPages.activation]: paths.memberPages.activation }),
  [paths.groupPages.group]: first(CUSTOMER, '/groups?scope=joined'),
  [paths.eventPages.event]: first(CUSTOMER, '/events'),
  [paths.eventPages.card]: first(CUSTOMER, '/events'),
  [paths.eventPages.code]: first(CUSTOMER, '/events'),
  [paths.eventPages.signup]: first(CUSTOMER, '/events'),
  [paths.eventPages.badges]: { persona: CUSTOMER },
  [paths.offerPages.offers]: { persona: CUSTOMER },
  [paths.offerPages.offer]: first(CUSTOMER, '/offers'),
  [paths.offerPages.claim]: first(CUSTOMER, '/me/claims'),
  [paths.offerPages.confirm]: { persona: CUSTOMER },
  [paths.channelPages.arrival]: { persona: CUSTOMER },
  [paths.codePage]: { persona: CUSTOMER },
  [paths.personasPage]: { persona: CUSTOMER },
  ...all(HEAD, paths.workPages),
  ...all(STAFF, { [paths.workPages.shift]: paths.workPages.shift, queue: paths.workPages.scanQueue }),
  ...all('cashier-liu', { redeem: paths.workPages.redeem, redemptions: paths.workPages.redemptions }),
  ...all(MANAGER, { channels: paths.workPages.channels, form: paths.workPages.channelForm }),
  [paths.workPages.scan]: ofBooth,
  [paths.workPages.boothDay]: ofBooth,
  [paths.workPages.contact]: ofBooth,
  [paths.workPages.checkIn]: first(STAFF, '/events', 'eventId'),
  [paths.workPages.employee]: colleague,
  [paths.workPages.employeeForm]: colleague,
  [paths.workPages.merchantForm]: first(HEAD, '/merchants'),
  [paths.workPages.branchForm]: first('admin-he', '/branches'),
  [paths.workPages.branches]: { persona: 'admin-he' },
  [paths.workPages.group]: groupOfWork,
  [paths.workPages.groupForm]: groupOfWork,
  [paths.workPages.groupMembers]: groupOfWork,
  [paths.workPages.groupPreview]: groupOfWork,
  [paths.workPages.event]: eventOfWork,
  [paths.workPages.eventForm]: eventOfWork,
  [paths.workPages.eventBooth]: ofEventBooth,
  [paths.workPages.eventPeople]: eventOfWork,
  [paths.workPages.eventPreview]: eventOfWork,
  [paths.workPages.eventLive]: eventOfWork,
  [paths.workPages.eventStamps]: eventOfWork,
  [paths.workPages.eventSignups]: eventOfWork,
  [paths.workPages.offer]: offerOfWork,
  [paths.workPages.offerForm]: offerOfWork,
  [paths.workPages.offerPreview]: offerOfWork,
  [paths.workPages.offerClaims]: offerOfWork,
  [paths.workPages.channel]: channel,
  [paths.workPages.channelPoster]: channel,
  ...all(MANAGER, paths.managerPages),
  [paths.managerPages.lead]: first(MANAGER, '/leads'),
  [paths.managerPages.member]: ofMember,
  [paths.managerPages.prospect]: first(MANAGER, '/prospects'),
  [paths.managerPages.prospectForm]: first(MANAGER, '/prospects'),
  ...all(HEAD, paths.branchPages),
  [paths.branchPages.import]: ofImport,
};

/** Every page of the demo's h5. */
export const EVERY_PAGE: readonly string[] = [
  paths.tabs,
  paths.memberPages,
  paths.groupPages,
  paths.eventPages,
  paths.offerPages,
  paths.channelPages,
  { code: paths.codePage, personas: paths.personasPage },
  paths.workPages,
  paths.managerPages,
  paths.branchPages,
].flatMap((pages) => Object.values(pages));
