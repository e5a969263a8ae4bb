import { route } from '../kernel/endpoint';

export const listGroups = route('get', '/groups');
export const getGroup = route('get', '/groups/:groupId');
export const joinGroup = route('post', '/groups/:groupId/memberships');
export const leaveGroup = route('delete', '/groups/:groupId/memberships/mine');

export const listWorkGroups = route('get', '/work/groups');
export const createGroup = route('post', '/work/groups');
export const getWorkGroup = route('get', '/work/groups/:groupId');
export const updateGroup = route('patch', '/work/groups/:groupId');
export const setGroupStatus = route('post', '/work/groups/:groupId/status');
export const previewGroup = route('get', '/work/groups/:groupId/preview');
export const listGroupMembers = route('get', '/work/groups/:groupId/members');
