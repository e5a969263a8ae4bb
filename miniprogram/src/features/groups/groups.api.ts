import type * as contract from '@linzhang/shared/groups/groups.contract';
import * as routes from '@linzhang/shared/groups/groups.endpoints';
import { endpoint, visitorEndpoint } from '../../lib/request';

export const listGroups = endpoint<typeof contract.listGroups>(routes.listGroups);
export const getGroup = visitorEndpoint<typeof contract.getGroup>(routes.getGroup);
export const joinGroup = endpoint<typeof contract.joinGroup>(routes.joinGroup);
export const leaveGroup = endpoint<typeof contract.leaveGroup>(routes.leaveGroup);
