import type * as contract from '@linzhang/shared/channels/channels.contract';
import { createShareToken as createShareTokenRoute } from '@linzhang/shared/channels/channels.endpoints';
import { endpoint } from '../../lib/request';

export const createShareToken = endpoint<typeof contract.createShareToken>(createShareTokenRoute);
