import type * as contract from '@linzhang/shared/channels/channels.contract';
import * as routes from '@linzhang/shared/channels/channels.endpoints';
import { endpoint, openEndpoint } from '../../lib/request';

export const listChannels = endpoint<typeof contract.listChannels>(routes.listChannels);
export const createChannel = endpoint<typeof contract.createChannel>(routes.createChannel);
export const listBackups = endpoint<typeof contract.listBackups>(routes.listBackups);
export const getChannel = endpoint<typeof contract.getChannel>(routes.getChannel);
export const updateChannel = endpoint<typeof contract.updateChannel>(routes.updateChannel);
export const getCodeImage = endpoint<typeof contract.getCodeImage>(routes.getCodeImage);
export const listTouches = endpoint<typeof contract.listTouches>(routes.listTouches);
export const getChannelCode = openEndpoint<typeof contract.getChannelCode>(routes.getChannelCode);
export const scanChannel = endpoint<typeof contract.scanChannel>(routes.scanChannel);
export const listChannelReviews = endpoint<typeof contract.listChannelReviews>(routes.listChannelReviews);
export const decideChannelReview = endpoint<typeof contract.decideChannelReview>(routes.decideChannelReview);
