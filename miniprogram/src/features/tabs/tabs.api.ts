import type * as contract from '@linzhang/shared/tabs/tabs.contract';
import * as routes from '@linzhang/shared/tabs/tabs.endpoints';
import { endpoint } from '../../lib/request';

export const getGroupsTab = endpoint<typeof contract.getGroupsTab>(routes.getGroupsTab);
export const getStampsTab = endpoint<typeof contract.getStampsTab>(routes.getStampsTab);
export const getClaimsTab = endpoint<typeof contract.getClaimsTab>(routes.getClaimsTab);
