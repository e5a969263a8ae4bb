import { z } from 'zod';
import { Claim, ClaimCounts, RedemptionRequest } from '../claims/claims.contract';
import { EventSummary } from '../events/events.contract';
import { GroupSummary } from '../groups/groups.contract';
import { contract } from '../kernel/contract';
import { pageOf } from '../kernel/pages';
import { Me } from '../members/members.contract';
import { Offer } from '../offers/offers.contract';
import { OwnCard } from '../stamps/stamps.contract';
import * as routes from './tabs.endpoints';

/** 福利圈 as it opens: each list with its first page, which goes on by the list's own endpoint. */
export const GroupsTab = z.object({
  me: Me,
  /** The next event; null where none is planned. */
  next: EventSummary.nullable(),
  joined: pageOf(GroupSummary),
  /** Those to join, opened last first. */
  nearby: pageOf(GroupSummary),
});
export type GroupsTab = z.infer<typeof GroupsTab>;

/** 集章 as it opens. */
export const StampsTab = z.object({ me: Me, cards: pageOf(OwnCard), events: pageOf(EventSummary) });
export type StampsTab = z.infer<typeof StampsTab>;

/** 券包 as it opens. */
export const ClaimsTab = z.object({
  me: Me,
  counts: ClaimCounts,
  /** A use that waits for the own tap at a counter; null where none does. */
  waiting: RedemptionRequest.nullable(),
  usable: pageOf(Claim),
  claimable: pageOf(Offer),
});
export type ClaimsTab = z.infer<typeof ClaimsTab>;

export const getGroupsTab = contract(routes.getGroupsTab, {
  summary: 'All that the tab 福利圈 shows when it opens, in one answer.',
  access: 'member',
  response: GroupsTab,
});

export const getStampsTab = contract(routes.getStampsTab, {
  summary: 'All that the tab 集章 shows when it opens, in one answer.',
  access: 'member',
  response: StampsTab,
});

export const getClaimsTab = contract(routes.getClaimsTab, {
  summary: 'All that the tab 券包 shows when it opens, in one answer.',
  access: 'member',
  response: ClaimsTab,
});
