import type * as contract from '@linzhang/shared/tiering/tiering.contract';
import * as routes from '@linzhang/shared/tiering/tiering.endpoints';
import { endpoint } from '../../lib/request';

export const getMyStanding = endpoint<typeof contract.getMyStanding>(routes.getMyStanding);
export const chooseService = endpoint<typeof contract.chooseService>(routes.chooseService);
