import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { useConfirm } from '../../components/overlay/useConfirm';
import { useMutation } from '../../lib/useMutation';
import { setGroupStatus } from './workGroups.api';
import { faultsIn, STATUS_QUESTIONS } from './workGroupWords';

type Next = keyof typeof STATUS_QUESTIONS;

/** Asks, then opens or closes a group; `dialog` goes into the page's overlay. */
export function useGroupStatus(group: WorkGroup | undefined, onDone: (group: WorkGroup) => void) {
  const { ask, dialog } = useConfirm();
  const change = useMutation(
    ({ groupId, version, status }: { groupId: string; version: number; status: Next }) =>
      setGroupStatus({ params: { groupId }, body: { status, version } }),
    onDone,
  );
  const become = (status: Next) => {
    if (!group) return;
    ask(STATUS_QUESTIONS[status], () => change.submit({ groupId: group.id, version: group.version, status }));
  };
  return { become, dialog, error: change.error, faults: faultsIn(change.error?.details) };
}
