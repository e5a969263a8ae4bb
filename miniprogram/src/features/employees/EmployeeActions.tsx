import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { useConfirm } from '../../components/overlay/useConfirm';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { ActivationSheet, type Issued } from './ActivationSheet';
import { DisableSheet } from './DisableSheet';
import classes from './EmployeeActions.module.scss';
import { enableEmployee, issueActivation, revokeActivation } from './employees.api';

interface EmployeeActionsProps {
  employee: Employee;
  onChange: (employee: Employee) => void;
  onEdit: () => void;
}

/** What may be done with an employee; the server says what. */
export function EmployeeActions({ employee, onChange, onEdit }: EmployeeActionsProps) {
  const { can } = employee;
  return (
    <View className={classes.actions}>
      {can.issueActivation ? <IssueButton employee={employee} onChange={onChange} /> : null}
      {can.enable ? <EnableButton employee={employee} onChange={onChange} /> : null}
      {can.update ? (
        <Button id="edit" kind="ghost" icon="pen" onTap={onEdit}>
          修改资料
        </Button>
      ) : null}
      {can.revokeActivation ? <RevokeButton employee={employee} onChange={onChange} /> : null}
      {can.disable ? <DisableButton employee={employee} onChange={onChange} /> : null}
    </View>
  );
}

type ActionProps = Omit<EmployeeActionsProps, 'onEdit'>;

function IssueButton({ employee, onChange }: ActionProps) {
  const [issued, setIssued] = useState<Issued | null>(null);
  const issue = useMutation(
    () => issueActivation({ params: { employeeId: employee.id } }),
    (answer) => {
      setIssued(answer);
      onChange(answer.employee);
    },
  );
  return (
    <>
      <ErrorNotice error={issue.error} />
      <Button id="issue-activation" icon="key" busy={issue.busy} onTap={() => issue.submit(undefined)}>
        {employee.activation ? '重新发放激活码' : '发放激活码'}
      </Button>
      {issued ? <ActivationSheet employee={employee} issued={issued} onClose={() => setIssued(null)} /> : null}
    </>
  );
}

function EnableButton({ employee, onChange }: ActionProps) {
  const enable = useMutation(
    () => enableEmployee({ params: { employeeId: employee.id }, body: { version: employee.version } }),
    onChange,
  );
  return (
    <>
      <ErrorNotice error={enable.error} />
      <Button id="enable" busy={enable.busy} onTap={() => enable.submit(undefined)}>
        恢复使用
      </Button>
    </>
  );
}

const REVOKE = { title: '撤销激活码？', text: '已发出的激活码将立即失效。', yes: '撤销', danger: true };

function RevokeButton({ employee, onChange }: ActionProps) {
  const { ask, dialog } = useConfirm();
  const revoke = useMutation(
    () => revokeActivation({ params: { employeeId: employee.id } }),
    (changed) => {
      toast('激活码已作废');
      onChange(changed);
    },
  );
  return (
    <>
      <ErrorNotice error={revoke.error} />
      <Button id="revoke-activation" kind="danger" onTap={() => ask(REVOKE, () => revoke.submit(undefined))}>
        撤销激活码
      </Button>
      {dialog}
    </>
  );
}

function DisableButton({ employee, onChange }: ActionProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button id="disable" kind="danger" onTap={() => setOpen(true)}>
        停用员工
      </Button>
      {open ? <DisableSheet employee={employee} onChange={onChange} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
