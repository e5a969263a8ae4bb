import { route } from '../kernel/endpoint';

export const listChannels = route('get', '/channels');
export const createChannel = route('post', '/channels');
export const listBackups = route('get', '/channel-backups');
export const getChannel = route('get', '/channels/:channelId');
export const updateChannel = route('patch', '/channels/:channelId');
export const getCodeImage = route('get', '/channels/:channelId/code-image');
export const listTouches = route('get', '/channels/:channelId/touches');
export const getChannelCode = route('get', '/channel-codes/:code');
export const scanChannel = route('post', '/channel-scans');
export const createShareToken = route('post', '/share-tokens');
export const listChannelReviews = route('get', '/channel-reviews');
export const decideChannelReview = route('post', '/channel-reviews/:reviewId/decisions');
export const getChannelFunnel = route('get', '/channels/:channelId/funnel');
export const listChannelFunnels = route('get', '/channel-funnels');
