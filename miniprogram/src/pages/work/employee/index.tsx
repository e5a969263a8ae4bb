import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { useRouter } from '@tarojs/taro';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Loaded } from '../../../components/screen/Loaded';
import { EmployeeActions } from '../../../features/employees/EmployeeActions';
import { EmployeeCard } from '../../../features/employees/EmployeeCard';
import { getEmployee } from '../../../features/employees/employees.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { branchPages, workPages } from '../../../paths';

/** One employee. */
export default function EmployeePage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="employee-page" needs="manageEmployees">
      {() => <EmployeeDetails id={id} />}
    </WorkScreen>
  );
}

function EmployeeDetails({ id }: { id: string }) {
  const visits = useVisits();
  const employee = useQuery(() => getEmployee({ params: { employeeId: id } }), `${id}|${visits}`);
  return (
    <Loaded query={employee}>
      {(shown) => (
        <>
          <EmployeeCard employee={shown} />
          <EmployeeActions
            employee={shown}
            onChange={employee.setData}
            onEdit={() => openPage(workPages.employeeForm, { id })}
          />
          {shown.roles.some((role) => role === 'manager' || role === 'head') ? <HandOver employee={shown} /> : null}
        </>
      )}
    </Loaded>
  );
}

/** The way on when somebody leaves: customers need somebody else. */
function HandOver({ employee }: { employee: Employee }) {
  const { id, branch, status } = employee;
  return (
    <Card flush>
      <Row
        id="open-transfer"
        icon="people"
        title="移交客户"
        note={status === 'disabled' ? '已停用，名下的客户要有人接手' : '离职或换岗前，把客户交给同事'}
        onTap={() => openPage(branchPages.transfer, { branchId: branch.id, fromId: id })}
      />
    </Card>
  );
}
