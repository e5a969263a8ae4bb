import type { OriginCase } from '@linzhang/shared/attribution/origins.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { namedOptions } from '../../lib/options';
import { useMutation } from '../../lib/useMutation';
import { decideOrigin } from './attribution.api';

const LEAST_REASON = 2;

interface OriginSheetProps {
  found: OriginCase;
  onDone: () => void;
  onClose: () => void;
}

/** Asks a second person for another origin manager: who, and why. */
export function OriginSheet({ found, onDone, onClose }: OriginSheetProps) {
  const [employeeId, setEmployeeId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { member, candidates } = found;
  const ask = useMutation(
    (input: { employeeId: string; reason: string }, requestId) =>
      decideOrigin({ params: { memberId: member.id }, body: { ...input, requestId } }),
    onDone,
  );
  const ready = employeeId !== null && reason.trim().length >= LEAST_REASON;
  const footer = (
    <Button
      id="ask-origin"
      disabled={!ready}
      busy={ask.busy}
      onTap={() => (employeeId === null ? null : ask.submit({ employeeId, reason: reason.trim() }))}
    >
      提交申请
    </Button>
  );
  return (
    <Sheet open title={`改${member.name}的首维护人`} onClose={onClose} footer={footer}>
      <Text>另一位主任或管理员同意后生效。以后的业绩记给新的首维护人，已经记下的不变。</Text>
      <PickerField
        id="new-origin"
        label="改为"
        options={namedOptions(candidates)}
        value={employeeId}
        onChange={setEmployeeId}
      />
      <TextField
        id="origin-reason"
        label="理由"
        hint="写明依据，比如 客户由李娜在菜市场带来，有聊天记录"
        value={reason}
        onChange={setReason}
        maxLength={100}
      />
      <ErrorNotice error={ask.error} />
    </Sheet>
  );
}
