import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { EmployeeActions } from '../../../features/employees/EmployeeActions';
import { EmployeeCard } from '../../../features/employees/EmployeeCard';
import { getEmployee } from '../../../features/employees/employees.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

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
        </>
      )}
    </Loaded>
  );
}
