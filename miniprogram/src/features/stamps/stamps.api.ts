import type * as scans from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { endpoint } from '../../lib/request';

export const scanCode = endpoint<typeof scans.scanCode>(routes.scanCode);
export const undoStamp = endpoint<typeof scans.undoStamp>(routes.undoStamp);
export const listEventStamps = endpoint<typeof scans.listEventStamps>(routes.listEventStamps);
export const voidStamp = endpoint<typeof scans.voidStamp>(routes.voidStamp);
export const addContact = endpoint<typeof scans.addContact>(routes.addContact);
export const getBoothToday = endpoint<typeof scans.getBoothToday>(routes.getBoothToday);
export const listRecentScans = endpoint<typeof scans.listRecentScans>(routes.listRecentScans);
export const listOwnAssignments = endpoint<typeof scans.listOwnAssignments>(routes.listOwnAssignments);
export const openShift = endpoint<typeof scans.openShift>(routes.openShift);
export const sendScanBatch = endpoint<typeof scans.sendScanBatch>(routes.sendScanBatch);
export const listOwnOfflineScans = endpoint<typeof scans.listOwnOfflineScans>(routes.listOwnOfflineScans);
