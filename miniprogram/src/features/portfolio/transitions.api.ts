import type * as contract from '@linzhang/shared/tiering/tiering.contract';
import * as routes from '@linzhang/shared/tiering/tiering.endpoints';
import { endpoint } from '../../lib/request';

export const getTierTransitions = endpoint<typeof contract.getTierTransitions>(routes.getTierTransitions);
