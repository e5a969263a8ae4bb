import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { useConfirm } from '../../components/overlay/useConfirm';
import { useMutation } from '../../lib/useMutation';
import { setEventStatus } from './workEvents.api';
import { STATUS_QUESTIONS } from './workEventWords';

type Next = keyof typeof STATUS_QUESTIONS;

/** Asks, then publishes, ends or cancels an event; `dialog` goes into the page's overlay. */
export function useEventStatus(event: WorkEvent | undefined, onDone: (event: WorkEvent) => void) {
  const { ask, dialog } = useConfirm();
  const change = useMutation(
    ({ eventId, version, status }: { eventId: string; version: number; status: Next }) =>
      setEventStatus({ params: { eventId }, body: { status, version } }),
    onDone,
  );
  const become = (status: Next) => {
    if (!event) return;
    ask(STATUS_QUESTIONS[status], () => change.submit({ eventId: event.id, version: event.version, status }));
  };
  return { become, dialog, error: change.error };
}
