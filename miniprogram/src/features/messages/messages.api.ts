import type * as contract from '@linzhang/shared/messages/messages.contract';
import * as routes from '@linzhang/shared/messages/messages.endpoints';
import { endpoint } from '../../lib/request';

export const listNotices = endpoint<typeof contract.listNotices>(routes.listNotices);
export const readNotices = endpoint<typeof contract.readNotices>(routes.readNotices);
export const listMessageTemplates = endpoint<typeof contract.listMessageTemplates>(routes.listMessageTemplates);
export const acceptMessages = endpoint<typeof contract.acceptMessages>(routes.acceptMessages);
