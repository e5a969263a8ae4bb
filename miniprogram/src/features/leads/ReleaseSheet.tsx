import type { Lead } from '@linzhang/shared/leads/leads.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Chips } from '../../components/form/Chips';
import { TextField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { releaseLead } from './leads.api';

const WHY = ['不在我的片区', '手上太多', '客户想换人'].map((text) => ({ value: text, text }));
const BACK = { pool: '已退回公海', head: '已交给主任' } as const;

interface ReleaseSheetProps {
  lead: Lead;
  onClose: () => void;
  onDone: () => void;
}

/** Gives an own lead back, after saying what follows from it. */
export function ReleaseSheet({ lead, onClose, onDone }: ReleaseSheetProps) {
  const [note, setNote] = useState('');
  const release = useMutation(
    (why: string, requestId) => releaseLead({ params: { leadId: lead.id }, body: { note: why, requestId } }),
    ({ desk }) => {
      toast(BACK[desk]);
      onDone();
    },
  );
  const footer = (
    <Button
      id="confirm-release"
      kind="danger"
      disabled={note.trim() === ''}
      busy={release.busy}
      onTap={() => release.submit(note.trim())}
    >
      退回
    </Button>
  );
  const whose = lead.heldBecause === 'owner' ? '您是这位客户的维护人，退回后交给主任安排。' : '退回后同事可以领取。';
  return (
    <Sheet open title="退回这条线索？" onClose={onClose} footer={footer}>
      <Text>{`${whose}退回不能撤销，过几天您才能再领。`}</Text>
      <Chips label="为什么退回" options={WHY} value={note} onChange={setNote} />
      <TextField id="release-note" label="说明" value={note} onChange={setNote} maxLength={200} />
      <ErrorNotice error={release.error} />
    </Sheet>
  );
}
