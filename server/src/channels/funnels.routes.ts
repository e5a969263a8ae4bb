import type Router from '@koa/router';
import { canSeeChannel } from '@linzhang/shared/channels/channels.policy';
import * as contract from '@linzhang/shared/channels/funnels.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { getChannel, listChannels } from './channels.service';
import { funnelsOf } from './funnels.service';
import { listedBy } from './listedChannels';

/** What came of those who came by a channel. */
export function funnelsRoutes(router: Router<RequestState>, handle: Handle): void {
  const { getChannelFunnel, listChannelFunnels } = contract;
  router.get(
    getChannelFunnel.route.path,
    handle(getChannelFunnel, async ({ actor, params, query }) => {
      const channel = await getChannel(params.channelId);
      const subject = { employeeId: channel.employeeId.toHexString(), branchId: channel.branchId.toHexString() };
      if (!canSeeChannel(actor.employee, subject)) throw new AppError('not_found');
      const [funnel] = await funnelsOf([channel], query);
      if (!funnel) throw new AppError('not_found');
      return funnel;
    }),
  );
  router.get(
    listChannelFunnels.route.path,
    handle(listChannelFunnels, async ({ actor, query }) => {
      const page = await listChannels({ ...query, ...listedBy(actor.employee, query) });
      return { items: await funnelsOf(page.items, query), nextCursor: page.nextCursor };
    }),
  );
}
