import { Button } from '../../../components/action/Button';
import { EmployeeList } from '../../../features/employees/EmployeeList';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** Employees of the branch. */
export default function EmployeesPage() {
  const visits = useVisits();
  const footer = (
    <Button id="add-employee" icon="plus" onTap={() => openPage(workPages.employeeForm)}>
      添加员工
    </Button>
  );
  return (
    <WorkScreen id="employees-page" needs="manageEmployees" footer={footer}>
      {() => <EmployeeList version={visits} onOpen={({ id }) => openPage(workPages.employee, { id })} />}
    </WorkScreen>
  );
}
