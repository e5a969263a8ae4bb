import type { OwnAssignment, Shift } from '@linzhang/shared/stamps/scans.contract';
import { toast } from '../../lib/feedback';
import { keepShell } from '../../lib/offlineShell';
import { type Mutation, useMutation } from '../../lib/useMutation';
import { deviceId, keepShift } from './preparedShifts';
import { openShift } from './stamps.api';

type Preparing = Pick<OwnAssignment, 'booth' | 'event'>;

/** Fetches a signed shift and keeps it on this phone, so that its booth can be worked without network. */
export function usePrepareShift(employeeId: string): Mutation<Preparing & { deviceTime: string }, Shift> {
  const fetchShift = async ({ booth, deviceTime }: Preparing & { deviceTime: string }, requestId: string) =>
    openShift({ body: { boothId: booth.id, deviceId: deviceId(), deviceTime, requestId } });
  return useMutation(fetchShift, async (shift, { booth, event }) => {
    keepShift(employeeId, { shift, booth, event }, new Date());
    const opens = await keepShell();
    toast(opens ? '已准备好，没有网络也能扫码' : '已准备好。这个浏览器断网后打不开新页面，请不要关闭扫码页');
  });
}
