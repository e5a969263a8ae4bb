import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { BranchForm } from '../../../features/branches/BranchForm';
import { listBranches } from '../../../features/branches/branches.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, goBack } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { tabs } from '../../../paths';

/** Opens a branch, or changes one (admin). */
export default function BranchFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="branch-form-page" needs="manageBranches">
      {() => <Form id={id} />}
    </WorkScreen>
  );
}

function Form({ id }: { id: string }) {
  const branches = useQuery(listBranches);
  const done = () => {
    toast('已保存');
    goBack(tabs.me);
  };
  return (
    <Loaded query={branches}>
      {({ items }) => <BranchForm branch={items.find((branch) => branch.id === id) ?? null} onDone={done} />}
    </Loaded>
  );
}
