import type { EventSummary } from '@linzhang/shared/events/events.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { presentSummaries } from './events.presenter';
import { listOwn, listUpcoming } from './lists.service';

export interface EventQuery {
  /** `mine`: those the member signed up for; else those to come. */
  scope: 'mine' | 'upcoming';
  groupId?: string;
  cursor?: string;
  limit: number;
}

/** Events as a customer's list shows them. */
export async function listEventsFor(memberId: string, query: EventQuery, now: Date): Promise<Page<EventSummary>> {
  const { scope, groupId = null, ...request } = query;
  const page = scope === 'mine' ? await listOwn(memberId, request) : await listUpcoming(groupId, request, now);
  return { items: await presentSummaries(page.items, memberId, now), nextCursor: page.nextCursor };
}
