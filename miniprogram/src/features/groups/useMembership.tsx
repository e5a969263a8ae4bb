import type { GroupDetail } from '@linzhang/shared/groups/groups.contract';
import { useConfirm } from '../../components/overlay/useConfirm';
import { toast, toastError, vibrate } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { joinGroup, leaveGroup } from './groups.api';

const LEAVE_QUESTION = {
  title: '退出这个福利圈？',
  text: '退出后不再收到它的活动通知。已经得到的章和券还在，以后可以再加入。',
  yes: '退出',
  no: '先不',
  danger: true,
} as const;

/** Joining and leaving; `dialog` goes into the page's overlay. `onRefused` reads what became of the group. */
export function useMembership(onChange: (group: GroupDetail) => void, onRefused: () => void) {
  const { ask, dialog } = useConfirm();
  const joining = useMutation(
    (groupId: string, requestId) =>
      joinGroup({ params: { groupId }, body: { requestId } }).catch((error: unknown) => {
        onRefused();
        throw error;
      }),
    (group) => {
      vibrate();
      toast('已加入');
      onChange(group);
    },
  );
  const leave = (groupId: string) =>
    ask(LEAVE_QUESTION, () => leaveGroup({ params: { groupId } }).then(onChange, toastError));
  return { join: joining.submit, joining: joining.busy, error: joining.error, leave, dialog };
}
