import { businessDay } from '@linzhang/shared/kernel/time';
import type { PhoneOutcome, SessionRow } from '@linzhang/shared/members/members.contract';
import * as members from '@linzhang/shared/members/members.endpoints';
import { DELETION_WORD } from '@linzhang/shared/members/members.rules';
import type { Notice } from '@linzhang/shared/messages/messages.contract';
import * as messages from '@linzhang/shared/messages/messages.endpoints';
import { requestId } from '../../support/api';
import { done } from '../../support/done';
import { buildMember, signIn, uniqueName } from '../../support/people';
import { bindPhone, newPhone } from '../../support/world/branch';
import { claim } from '../../support/world/offers';
import type { World } from '../../support/world/world';
import type { Visits } from './visit';

/** A device of the member beside the one that asks. */
async function otherDevice({ api, member }: World): Promise<string> {
  await signIn(api, member.name);
  const { items }: { items: SessionRow[] } = await done(api, members.listSessions, { token: member.token });
  return items.find(({ current }) => !current)?.id ?? '';
}

/** Somebody who was shown that an older account has the phone. */
async function proofOfPhone({ api }: World) {
  const phone = newPhone();
  await bindPhone(api, await buildMember(api), phone);
  const as = await buildMember(api);
  const body = { code: `sim:${phone}`, marketing: false, matching: false, requestId: requestId() };
  const outcome: PhoneOutcome = await done(api, members.bindPhone, { token: as.token, body });
  if (outcome.outcome !== 'bound_elsewhere') throw new Error('the phone was free');
  return { as, body: { proof: outcome.proof, requestId: requestId() } };
}

async function agreed({ api }: World) {
  const as = await buildMember(api);
  await bindPhone(api, as);
  return { as, params: { purpose: 'marketing' } };
}

async function newestNotice({ api, member }: World): Promise<string> {
  const { items }: { items: Notice[] } = await done(api, messages.listNotices, { token: member.token });
  return items[0]?.id ?? '';
}

function today({ api, id }: World) {
  const day = businessDay(api.clock.now());
  return { branchId: id, from: day, to: day };
}

/** The own account, and what the product tells its owner. */
export const memberVisits: Visits = {
  signIn: {
    by: 'nobody',
    others: 'open',
    ask: () => ({ body: { code: `sim:${uniqueName('p')}`, device: { platform: 'weapp' } } }),
  },
  signOut: { by: 'member', others: 'own', ask: async ({ api }) => ({ as: await buildMember(api) }) },
  getTerms: { by: 'nobody', others: 'open' },
  getMe: { by: 'member', others: 'own' },
  updateMe: { by: 'member', others: 'own', ask: () => ({ body: { nickname: '王阿姨' } }) },
  grantConsent: {
    by: 'member',
    others: 'own',
    ask: async ({ api, member }) => {
      const body = { purpose: 'service', version: member.me.termsVersion, requestId: requestId() };
      return { as: await signIn(api), body };
    },
  },
  withdrawConsent: { by: 'member', others: 'own', ask: agreed },
  bindPhone: {
    by: 'member',
    others: 'own',
    ask: async ({ api }) => {
      const body = { code: `sim:${newPhone()}`, marketing: true, matching: false, requestId: requestId() };
      return { as: await buildMember(api), body };
    },
  },
  movePhone: { by: 'member', others: { refusedAs: 'phone_proof_expired' }, ask: proofOfPhone },
  listSessions: { by: 'member', others: 'own' },
  revokeSession: {
    by: 'member',
    others: 'refused',
    ask: async (world) => ({ params: { sessionId: await otherDevice(world) } }),
  },
  exportOwnData: { by: 'member', others: 'own' },
  deleteOwnAccount: {
    by: 'member',
    others: 'own',
    ask: async ({ api, offer }) => {
      const as = await buildMember(api);
      await claim(api, as, offer.id);
      return { as, body: { confirm: DELETION_WORD, requestId: requestId() } };
    },
  },
  revealPhone: {
    by: 'manager',
    others: 'refused',
    ask: ({ member }) => ({
      params: { memberId: member.me.id },
      body: { purpose: '回访', requestId: requestId() },
    }),
  },
  getMyManager: { by: 'member', others: 'own' },
  getAttribution: { by: 'manager', others: 'refused', ask: ({ member }) => ({ params: { memberId: member.me.id } }) },
  listCredits: { by: 'manager', others: 'refused', ask: ({ member }) => ({ params: { memberId: member.me.id } }) },
  decideOrigin: {
    by: 'head',
    others: 'refused',
    ask: ({ friend, otherHead }) => ({
      params: { memberId: friend.me.id },
      body: { employeeId: otherHead.employee.id, reason: '由主任带来', requestId: requestId() },
    }),
  },
  getAttributionReport: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({ query: { ...today(world), by: 'channel' } }),
  },
  getAttributionPaths: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({ query: { ...today(world), by: 'source' } }),
  },
  listReportConversions: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({ query: { ...today(world), by: 'manager', line: world.manager.employee.id, limit: '20' } }),
  },
  getOriginCase: { by: 'head', others: 'refused', ask: ({ friend }) => ({ params: { memberId: friend.me.id } }) },
  listOriginMembers: {
    by: 'head',
    others: 'refused',
    ask: ({ id }) => ({ query: { branchId: id, originId: 'none' } }),
  },
  listOriginChanges: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id, limit: '20' } }) },
  getInbox: { by: 'head', others: 'own' },
  getGroupsTab: { by: 'member', others: 'open' },
  getStampsTab: { by: 'member', others: 'open' },
  getClaimsTab: { by: 'member', others: 'open' },
  listMyEngagements: { by: 'member', others: 'own', ask: () => ({ query: { limit: '20' } }) },
  listNotices: { by: 'member', others: 'own', ask: () => ({ query: { limit: '20' } }) },
  readNotices: { by: 'member', others: 'own', ask: async (world) => ({ body: { upTo: await newestNotice(world) } }) },
  listMessageTemplates: { by: 'member', others: 'own' },
  acceptMessages: {
    by: 'member',
    others: 'own',
    ask: () => ({ body: { accepted: ['template-of-events'], requestId: requestId() } }),
  },
};
