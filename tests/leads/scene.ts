import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import { Lead } from '../../server/src/leads/lead.model';
import type { Caller, Reply } from '../support/api';
import { buildBranch, buildWorker, type Person, type Worker } from '../support/people';
import { bindPhone, buildCustomer, buildStaffed, type Staffed } from '../support/world/branch';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';

/** A branch with an open group and a second manager, and two people of another branch. */
export interface LeadScene {
  branch: Staffed;
  colleague: Worker;
  strangers: { manager: Worker; head: Worker };
  group: WorkGroup;
}

/** Opens them. */
export async function buildLeadScene(api: Caller): Promise<LeadScene> {
  const branch = await buildStaffed(api);
  const colleague = await buildWorker(api, branch.id, ['manager']);
  const elsewhere = await buildBranch(api);
  const manager = await buildWorker(api, elsewhere, ['manager']);
  const head = await buildWorker(api, elsewhere, ['head']);
  return { branch, colleague, strangers: { manager, head }, group: await buildGroup(api, branch) };
}

/** A lead as somebody asks for it. */
export function readLead(api: Caller, who: Person, leadId: string): Promise<Reply<LeadDetail>> {
  return api.call(routes.getLead, { token: who.token, params: { leadId } });
}

/** The open lead of a member as it is stored. */
export function openLead(member: Person) {
  return Lead.findOne({ memberId: member.me.id, live: true }).lean();
}

/** A customer who came by a manager's channel, joined and bound the phone; without one, of nobody. */
export async function arriveIn(api: Caller, groupId: string, by: Worker | null, marketing = true): Promise<Person> {
  const member = await buildCustomer(api, '陈阿姨');
  if (by) await comeBy(api, member, await buildChannel(api, by, groupId));
  await join(api, member, groupId);
  if (marketing) await bindPhone(api, member);
  return member;
}
