import type * as contract from '@linzhang/shared/inbox/inbox.contract';
import * as routes from '@linzhang/shared/inbox/inbox.endpoints';
import { endpoint } from '../../lib/request';

export const getInbox = endpoint<typeof contract.getInbox>(routes.getInbox);
