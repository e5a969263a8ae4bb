import type { EmployeeSelf } from '@linzhang/shared/employees/employees.contract';
import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { listBranches } from '../../../features/branches/branches.api';
import { EmployeeForm } from '../../../features/employees/EmployeeForm';
import { getEmployee } from '../../../features/employees/employees.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { listMerchants } from '../../../features/merchants/merchants.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { tabs } from '../../../paths';

/** As many partners as one page of the list holds; a branch has fewer. */
const MERCHANTS_TO_CHOOSE_FROM = 100;

async function readForm(id: string) {
  const [employee, branches, merchants] = await Promise.all([
    id ? getEmployee({ params: { employeeId: id } }) : null,
    listBranches(),
    listMerchants({ query: { status: 'active', limit: MERCHANTS_TO_CHOOSE_FROM } }),
  ]);
  const optionOf = ({ id: value, name: text }: { id: string; name: string }) => ({ value, text });
  return { employee, branches: branches.items.map(optionOf), merchants: merchants.items.map(optionOf) };
}

/** Adds an employee, or changes one. */
export default function EmployeeFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="employee-form-page" needs="manageEmployees">
      {({ employee }) => (employee ? <Form id={id} self={employee} /> : null)}
    </WorkScreen>
  );
}

function Form({ id, self }: { id: string; self: EmployeeSelf }) {
  const actor = { employeeId: self.id, branchId: self.branch.id, roles: self.roles };
  const form = useQuery(() => readForm(id), id);
  const done = () => {
    toast('已保存');
    goBack(tabs.me);
  };
  return <Loaded query={form}>{(data) => <EmployeeForm {...data} actor={actor} onDone={done} />}</Loaded>;
}
