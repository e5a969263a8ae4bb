import type { Employee } from '@linzhang/shared/employees/employees.contract';
import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Form } from '../../components/form/Form';
import type { Option } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { PersonFields, WorkFields } from './EmployeeFields';
import { draftOf, type EmployeeDraft, faultOf, fieldsOf, rolesToGive } from './employeeDraft';
import { createEmployee, updateEmployee } from './employees.api';

interface EmployeeFormProps {
  /** Who fills in the form: the roles on offer depend on it. */
  actor: EmployeeSubject;
  employee: Employee | null;
  branches: readonly Option<string>[];
  merchants: readonly Option<string>[];
  onDone: (employee: Employee) => void;
}

/** Adds an employee, or changes one. */
export function EmployeeForm({ actor, employee, branches, merchants, onDone }: EmployeeFormProps) {
  const [draft, setDraft] = useState(() => draftOf(employee, branches[0]?.value ?? ''));
  const [fault, setFault] = useState<string | null>(null);
  const change = (part: Partial<EmployeeDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = useMutation((sent: EmployeeDraft, requestId) => sendDraft(employee, sent, requestId), onDone);
  const roles = rolesToGive(actor, employee, draft.branchId);
  const submit = () => {
    const found = faultOf(draft);
    setFault(found);
    return found ? null : save.submit(draft);
  };
  return (
    <Form>
      <PersonFields employee={employee} draft={draft} change={change} />
      <WorkFields draft={draft} change={change} branches={branches} merchants={merchants} roles={roles} />
      {draft.roles.includes('manager') ? (
        <TextField
          label="可维护客户数"
          keyboard="number"
          value={draft.capacity}
          onChange={(capacity) => change({ capacity })}
          maxLength={4}
        />
      ) : null}
      {fault ? <Notice tone="seal" text={fault} /> : null}
      <ErrorNotice error={save.error} />
      <Button id="save-employee" busy={save.busy} onTap={submit}>
        保存员工
      </Button>
    </Form>
  );
}

function sendDraft(employee: Employee | null, draft: EmployeeDraft, requestId: string): Promise<Employee> {
  const fields = fieldsOf(draft);
  if (!employee) return createEmployee({ body: { ...fields, number: draft.number.trim(), requestId } });
  return updateEmployee({ params: { employeeId: employee.id }, body: { ...fields, version: employee.version } });
}
