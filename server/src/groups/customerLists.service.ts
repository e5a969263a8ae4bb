import type { GroupSummary } from '@linzhang/shared/groups/groups.contract';
import type { MapPoint } from '@linzhang/shared/kernel/distance';
import type { Page } from '@linzhang/shared/kernel/pages';
import { presentSummaries } from './groups.presenter';
import { groupIdsOf } from './groups.service';
import { listJoined, listNearby, listNewest } from './lists.service';

export interface GroupQuery {
  scope: 'joined' | 'nearby';
  /** Where the member is; null where that is not known. */
  from: MapPoint | null;
  cursor?: string;
  limit: number;
}

/** Groups as a customer's list shows them: the own ones, or those to join. */
export async function listGroupsFor(memberId: string, query: GroupQuery): Promise<Page<GroupSummary>> {
  return listed(memberId, query, await groupIdsOf(memberId));
}

/** The own groups and the newest to join, by one read of which are the own. */
export async function bothGroupLists(
  memberId: string,
  request: { limit: number },
): Promise<{ joined: Page<GroupSummary>; nearby: Page<GroupSummary> }> {
  const ids = await groupIdsOf(memberId);
  const [joined, nearby] = await Promise.all([
    listed(memberId, { ...request, scope: 'joined', from: null }, ids),
    listed(memberId, { ...request, scope: 'nearby', from: null }, ids),
  ]);
  return { joined, nearby };
}

async function listed(memberId: string, query: GroupQuery, joined: readonly string[]): Promise<Page<GroupSummary>> {
  const { scope, from, ...request } = query;
  const page = await (scope === 'joined'
    ? listJoined(memberId, request)
    : from
      ? listNearby(joined, from).then((items) => ({ items, nextCursor: null }))
      : listNewest(joined, request));
  const items = await presentSummaries(page.items, { joined: new Set(joined), from });
  return { items, nextCursor: page.nextCursor };
}
