import * as routes from '@linzhang/shared/channels/channels.endpoints';
import type * as contract from '@linzhang/shared/channels/funnels.contract';
import { endpoint } from '../../lib/request';

export const getChannelFunnel = endpoint<typeof contract.getChannelFunnel>(routes.getChannelFunnel);
export const listChannelFunnels = endpoint<typeof contract.listChannelFunnels>(routes.listChannelFunnels);
