import type * as contract from '@linzhang/shared/events/events.contract';
import * as routes from '@linzhang/shared/events/events.endpoints';
import { endpoint, visitorEndpoint } from '../../lib/request';

export const listEvents = endpoint<typeof contract.listEvents>(routes.listEvents);
export const getEvent = visitorEndpoint<typeof contract.getEvent>(routes.getEvent);
export const signUp = endpoint<typeof contract.signUp>(routes.signUp);
export const cancelSignup = endpoint<typeof contract.cancelSignup>(routes.cancelSignup);
export const checkIn = endpoint<typeof contract.checkIn>(routes.checkIn);
