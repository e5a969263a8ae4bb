import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ActivationForm } from '../../miniprogram/src/features/employees/ActivationForm';
import { EmployeeActions } from '../../miniprogram/src/features/employees/EmployeeActions';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import { refuse, requests, serve } from '../support/taro/server';

const EMPLOYEE: Employee = {
  id: '1'.repeat(24),
  number: 'JN001',
  name: '周敏',
  roles: ['manager'],
  position: 'wealth_planner',
  branch: { id: '7'.repeat(24), name: '江宁支行' },
  merchant: null,
  status: 'invited',
  workPhone: null,
  capacity: 200,
  linked: false,
  activation: null,
  version: 3,
  can: { update: true, issueActivation: true, revokeActivation: false, disable: true, enable: false },
};

beforeEach(() => keepToken('token'));
afterEach(dropToken);

describe('activating the own account', () => {
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

  it('takes the digits only, however the code was written down', async () => {
    const onDone = jest.fn();
    serve('POST /me/employee', () => EMPLOYEE);
    render(<ActivationForm onDone={onDone} />);
    type('工号', ' JN001 ');
    type('激活码', '1234 5678');
    fireEvent.click(screen.getByRole('button', { name: '激活' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(requests[0]?.body).toEqual({ number: 'JN001', code: '12345678' });
  });

  it('says how many tries are left', async () => {
    refuse('POST /me/employee', 422, 'activation_invalid', { triesLeft: 2 });
    render(<ActivationForm onDone={jest.fn()} />);
    type('工号', 'JN001');
    type('激活码', '00000000');
    fireEvent.click(screen.getByRole('button', { name: '激活' }));
    expect(await screen.findByText(/还可以试 2 次/)).toBeTruthy();
  });
});

describe('managing an employee', () => {
  const show = (employee: Employee, onChange = jest.fn()) => {
    render(<EmployeeActions employee={employee} onChange={onChange} onEdit={jest.fn()} />);
    return onChange;
  };

  it('offers what the server allows and nothing else', () => {
    show(EMPLOYEE);
    expect(screen.queryByRole('button', { name: '恢复使用' })).toBeNull();
    expect(screen.queryByRole('button', { name: '撤销激活码' })).toBeNull();
    expect(screen.getByRole('button', { name: '停用员工' })).toBeTruthy();
  });

  it('shows a new code this once, in groups that are easy to read out', async () => {
    serve(`POST /employees/${EMPLOYEE.id}/activations`, () => ({
      code: '30518264',
      expiresAt: '2026-11-23T05:00:00.000Z',
      employee: EMPLOYEE,
    }));
    show(EMPLOYEE);
    fireEvent.click(screen.getByRole('button', { name: '发放激活码' }));
    expect(await screen.findByText('3051 8264')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '已交给员工' }));
    expect(screen.queryByText('3051 8264')).toBeNull();
  });

  it('disables only with a reason, for the version that was read', async () => {
    serve(`POST /employees/${EMPLOYEE.id}/disable`, () => ({ ...EMPLOYEE, status: 'disabled' }));
    const onChange = show(EMPLOYEE);
    fireEvent.click(screen.getByRole('button', { name: '停用员工' }));
    fireEvent.click(screen.getByRole('button', { name: '停用' }));
    expect(requests).toEqual([]);
    fireEvent.change(screen.getByLabelText('原因'), { target: { value: '离职' } });
    fireEvent.click(screen.getByRole('button', { name: '停用' }));
    await waitFor(() => expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ status: 'disabled' })));
    expect(requests[0]?.body).toEqual({ reason: '离职', version: 3 });
  });
});
