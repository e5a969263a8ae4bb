import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Form } from '../../components/form/Form';
import { PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { useMutation } from '../../lib/useMutation';
import { UNDO_REASONS } from './scanWords';
import { undoStamp } from './stamps.api';

const OTHER = 'other';
const SHORTEST_REASON = 2;
const OPTIONS = [...UNDO_REASONS.map((text) => ({ value: text as string, text })), { value: OTHER, text: '其他原因' }];

interface UndoSheetProps {
  stampId: string;
  onDone: () => void;
  onClose: () => void;
}

/** Takes back the own last stamp, with a reason. */
export function UndoSheet({ stampId, onDone, onClose }: UndoSheetProps) {
  const [picked, setPicked] = useState<string>(UNDO_REASONS[0]);
  const [typed, setTyped] = useState('');
  const reason = picked === OTHER ? typed.trim() : picked;
  const undo = useMutation(
    (body: { reason: string }, requestId) => undoStamp({ params: { stampId }, body: { ...body, requestId } }),
    onDone,
  );
  const footer = (
    <Button
      id="confirm-undo"
      kind="danger"
      disabled={reason.length < SHORTEST_REASON}
      busy={undo.busy}
      onTap={() => undo.submit({ reason })}
    >
      撤销这个章
    </Button>
  );
  return (
    <Sheet open title="撤销刚盖的章" onClose={onClose} footer={footer}>
      <Form>
        <PickerField id="undo-reason" label="原因" options={OPTIONS} value={picked} onChange={setPicked} />
        {picked === OTHER ? (
          <TextField id="undo-words" label="说明" value={typed} onChange={setTyped} maxLength={100} />
        ) : null}
        <ErrorNotice error={undo.error} />
      </Form>
    </Sheet>
  );
}
