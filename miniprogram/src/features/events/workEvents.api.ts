import * as routes from '@linzhang/shared/events/events.endpoints';
import type * as running from '@linzhang/shared/events/runningEvents.contract';
import type * as contract from '@linzhang/shared/events/workEvents.contract';
import { endpoint } from '../../lib/request';

export const listWorkEvents = endpoint<typeof contract.listWorkEvents>(routes.listWorkEvents);
export const createEvent = endpoint<typeof contract.createEvent>(routes.createEvent);
export const getWorkEvent = endpoint<typeof contract.getWorkEvent>(routes.getWorkEvent);
export const updateEvent = endpoint<typeof contract.updateEvent>(routes.updateEvent);
export const previewEvent = endpoint<typeof contract.previewEvent>(routes.previewEvent);
export const setEventStatus = endpoint<typeof contract.setEventStatus>(routes.setEventStatus);
export const copyEvent = endpoint<typeof contract.copyEvent>(routes.copyEvent);
export const addBooth = endpoint<typeof contract.addBooth>(routes.addBooth);
export const updateBooth = endpoint<typeof contract.updateBooth>(routes.updateBooth);
export const removeBooth = endpoint<typeof contract.removeBooth>(routes.removeBooth);
export const listAssignable = endpoint<typeof running.listAssignable>(routes.listAssignable);
export const setAssignments = endpoint<typeof contract.setAssignments>(routes.setAssignments);
export const getEventLive = endpoint<typeof running.getEventLive>(routes.getEventLive);
export const listEventSignups = endpoint<typeof running.listEventSignups>(routes.listEventSignups);
