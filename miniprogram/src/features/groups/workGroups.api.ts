import type * as contract from '@linzhang/shared/groups/groups.contract';
import * as routes from '@linzhang/shared/groups/groups.endpoints';
import { endpoint } from '../../lib/request';

export const listWorkGroups = endpoint<typeof contract.listWorkGroups>(routes.listWorkGroups);
export const getWorkGroup = endpoint<typeof contract.getWorkGroup>(routes.getWorkGroup);
export const createGroup = endpoint<typeof contract.createGroup>(routes.createGroup);
export const updateGroup = endpoint<typeof contract.updateGroup>(routes.updateGroup);
export const setGroupStatus = endpoint<typeof contract.setGroupStatus>(routes.setGroupStatus);
export const previewGroup = endpoint<typeof contract.previewGroup>(routes.previewGroup);
export const listGroupMembers = endpoint<typeof contract.listGroupMembers>(routes.listGroupMembers);
