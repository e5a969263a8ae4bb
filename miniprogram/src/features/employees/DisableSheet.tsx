import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { TextAreaField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { disableEmployee } from './employees.api';

interface DisableSheetProps {
  employee: Employee;
  onChange: (employee: Employee) => void;
  onClose: () => void;
}

/** Ends an employee's access, with the reason. */
export function DisableSheet({ employee, onChange, onClose }: DisableSheetProps) {
  const [reason, setReason] = useState('');
  const disable = useMutation(
    (why: string) =>
      disableEmployee({ params: { employeeId: employee.id }, body: { reason: why, version: employee.version } }),
    (changed) => {
      toast('已停用');
      onChange(changed);
      onClose();
    },
  );
  const footer = (
    <>
      <Button kind="ghost" onTap={onClose}>
        取消
      </Button>
      <Button
        id="confirm-disable"
        kind="danger"
        disabled={reason.trim().length < 2}
        busy={disable.busy}
        onTap={() => disable.submit(reason.trim())}
      >
        停用
      </Button>
    </>
  );
  return (
    <Sheet open title={`停用 ${employee.name}？`} onClose={onClose} footer={footer}>
      <TextAreaField
        id="disable-reason"
        label="原因"
        hint="停用后立即失去所有工作权限；原因会记入操作记录"
        value={reason}
        onChange={setReason}
        maxLength={100}
      />
      <ErrorNotice error={disable.error} />
    </Sheet>
  );
}
