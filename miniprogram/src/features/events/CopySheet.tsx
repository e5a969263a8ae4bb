import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { MomentField } from '../../components/form/MomentField';
import { instantOf } from '../../components/form/momentDraft';
import { Sheet } from '../../components/overlay/Sheet';
import { useMutation } from '../../lib/useMutation';
import { copyEvent } from './workEvents.api';

interface CopySheetProps {
  event: WorkEvent;
  onClose: () => void;
  onDone: (copy: WorkEvent) => void;
}

/** Asks when the next one of the kind begins; booths, rewards and people move along. */
export function CopySheet({ event, onClose, onDone }: CopySheetProps) {
  const [startsAt, setStartsAt] = useState('');
  const copy = useMutation(
    (at: string, requestId) => copyEvent({ params: { eventId: event.id }, body: { startsAt: at, requestId } }),
    onDone,
  );
  const at = instantOf(startsAt);
  const footer = (
    <Button id="copy-now" disabled={at === null} busy={copy.busy} onTap={() => (at ? copy.submit(at) : null)}>
      复制成草稿
    </Button>
  );
  return (
    <Sheet open title="复制成新活动" onClose={onClose} footer={footer}>
      <MomentField
        id="copy-starts-at"
        label="新活动开始"
        hint="摊位、奖励、报名和排班跟着一起挪"
        value={startsAt}
        onChange={setStartsAt}
      />
      <ErrorNotice error={copy.error} />
    </Sheet>
  );
}
