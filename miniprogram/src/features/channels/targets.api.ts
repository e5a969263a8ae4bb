import type { TargetKind } from '@linzhang/shared/channels/channels.rules';
import { listWorkEvents as listWorkEventsRoute } from '@linzhang/shared/events/events.endpoints';
import type * as events from '@linzhang/shared/events/workEvents.contract';
import type * as groups from '@linzhang/shared/groups/groups.contract';
import { listWorkGroups as listWorkGroupsRoute } from '@linzhang/shared/groups/groups.endpoints';
import { listWorkOffers as listWorkOffersRoute } from '@linzhang/shared/offers/offers.endpoints';
import type * as offers from '@linzhang/shared/offers/workOffers.contract';
import { namedOptions } from '../../lib/options';
import { endpoint } from '../../lib/request';

const listWorkGroups = endpoint<typeof groups.listWorkGroups>(listWorkGroupsRoute);
const listWorkEvents = endpoint<typeof events.listWorkEvents>(listWorkEventsRoute);
const listWorkOffers = endpoint<typeof offers.listWorkOffers>(listWorkOffersRoute);

/** Most that is listed to choose from; a branch has no more that are open at a time. */
const LIMIT = 100;

/** What a new channel may lead to. */
export type TargetOptions = Readonly<Record<TargetKind, readonly { value: string; text: string }[]>>;

/** The open groups, events and offers of the own branch. */
export async function listTargets(): Promise<TargetOptions> {
  const [groups, events, offers] = await Promise.all([
    listWorkGroups({ query: { status: 'open', limit: LIMIT } }),
    listWorkEvents({ query: { status: 'published', limit: LIMIT } }),
    listWorkOffers({ query: { status: 'published', limit: LIMIT } }),
  ]);
  return { group: namedOptions(groups.items), event: namedOptions(events.items), offer: namedOptions(offers.items) };
}
