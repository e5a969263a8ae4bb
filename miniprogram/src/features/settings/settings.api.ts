import type * as contract from '@linzhang/shared/settings/settings.contract';
import * as routes from '@linzhang/shared/settings/settings.endpoints';
import { endpoint } from '../../lib/request';

export const getSettings = endpoint<typeof contract.getSettings>(routes.getSettings);
export const changeSettings = endpoint<typeof contract.changeSettings>(routes.changeSettings);
