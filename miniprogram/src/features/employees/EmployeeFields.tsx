import type { Employee } from '@linzhang/shared/employees/employees.contract';
import type { Role } from '@linzhang/shared/employees/employees.rules';
import { CheckGroup } from '../../components/form/CheckGroup';
import { type Option, PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import type { EmployeeDraft } from './employeeDraft';
import { POSITION_OPTIONS, ROLE_OPTIONS } from './employeeWords';

interface FieldsProps {
  draft: EmployeeDraft;
  change: (part: Partial<EmployeeDraft>) => void;
}

/** Who the employee is. */
export function PersonFields({ employee, draft, change }: FieldsProps & { employee: Employee | null }) {
  return (
    <>
      <TextField
        id="employee-number"
        label="工号"
        hint={employee ? '工号不能修改' : undefined}
        value={draft.number}
        onChange={(number) => change({ number })}
        disabled={employee !== null}
        maxLength={20}
      />
      <TextField
        id="employee-name"
        label="姓名"
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={20}
      />
      <TextField
        id="work-phone"
        label="工作电话"
        optional
        hint="客户联系客户经理时拨打"
        value={draft.workPhone}
        onChange={(workPhone) => change({ workPhone })}
        maxLength={20}
      />
    </>
  );
}

interface WorkFieldsProps extends FieldsProps {
  branches: readonly Option<string>[];
  merchants: readonly Option<string>[];
  /** Empty where the roles stay as they are. */
  roles: readonly Option<Role>[];
}

/** Where the employee works, and as what. */
export function WorkFields({ draft, change, branches, merchants, roles }: WorkFieldsProps) {
  const fixed = roles.length === 0;
  return (
    <>
      <PickerField
        label="网点"
        options={branches}
        value={draft.branchId}
        onChange={(branchId) => change({ branchId })}
      />
      <CheckGroup
        label="角色"
        hint={fixed ? '不能修改自己的角色' : '可以多选'}
        options={fixed ? ROLE_OPTIONS : roles}
        values={draft.roles}
        onChange={(chosen) => change({ roles: chosen })}
        disabled={fixed}
      />
      {draft.roles.includes('cashier') ? (
        <PickerField
          id="employee-merchant"
          label="所属商户"
          hint={merchants.length === 0 ? '还没有商户，请先在“商户”里添加' : undefined}
          options={merchants}
          value={draft.merchantId}
          onChange={(merchantId) => change({ merchantId })}
        />
      ) : null}
      <PickerField
        label="岗位"
        options={POSITION_OPTIONS}
        value={draft.position}
        onChange={(position) => change({ position })}
      />
    </>
  );
}
