import type { EmployeeSelf } from '@linzhang/shared/employees/employees.contract';
import { ACTIVATION_DIGITS } from '@linzhang/shared/employees/employees.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { activateEmployee } from './employees.api';

const digitsOf = (text: string) => text.replace(/\D/g, '').slice(0, ACTIVATION_DIGITS);

/** Links the signed-in account to an employee. */
export function ActivationForm({ onDone }: { onDone: (employee: EmployeeSelf) => void }) {
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const activate = useMutation((body: { number: string; code: string }) => activateEmployee({ body }), onDone);
  const ready = number.trim().length >= 3 && code.length === ACTIVATION_DIGITS;
  return (
    <Form>
      <TextField id="employee-number" label="工号" value={number} onChange={setNumber} maxLength={20} />
      <TextField
        id="activation-code"
        label="激活码"
        hint="网点主任给您的 8 位数字，24 小时内有效"
        keyboard="number"
        code
        value={code}
        onChange={(text) => setCode(digitsOf(text))}
        maxLength={9}
      />
      <ErrorNotice error={activate.error} />
      <Button
        id="activate"
        disabled={!ready}
        busy={activate.busy}
        onTap={() => activate.submit({ number: number.trim(), code })}
      >
        激活
      </Button>
    </Form>
  );
}
