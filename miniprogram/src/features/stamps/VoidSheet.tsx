import type { EventStamp } from '@linzhang/shared/stamps/scans.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { useMutation } from '../../lib/useMutation';
import { voidStamp } from './stamps.api';

const SHORTEST_REASON = 2;

interface VoidSheetProps {
  stamp: EventStamp;
  onDone: () => void;
  onClose: () => void;
}

/** A head voids a stamp, with a reason; what it earned goes with it. */
export function VoidSheet({ stamp, onDone, onClose }: VoidSheetProps) {
  const [typed, setTyped] = useState('');
  const reason = typed.trim();
  const change = useMutation(
    (body: { reason: string }, requestId) => voidStamp({ params: { stampId: stamp.id }, body: { ...body, requestId } }),
    onDone,
  );
  const footer = (
    <Button
      id="confirm-void"
      kind="danger"
      disabled={reason.length < SHORTEST_REASON}
      busy={change.busy}
      onTap={() => change.submit({ reason })}
    >
      作废这个章
    </Button>
  );
  return (
    <Sheet open title={`作废 ${stamp.member.name} 的第 ${stamp.ordinal} 章？`} onClose={onClose} footer={footer}>
      <Form>
        <Text>因此得到的勋章和没有领走的礼品一起收回，不能恢复。客户会收到通知。</Text>
        <TextField
          id="void-reason"
          label="原因"
          hint="会留在操作记录里，比如 摊主替人盖章"
          value={typed}
          onChange={setTyped}
          maxLength={100}
        />
        <ErrorNotice error={change.error} />
      </Form>
    </Sheet>
  );
}
