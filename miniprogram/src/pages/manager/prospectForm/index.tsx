import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ProspectForm } from '../../../features/prospects/ProspectForm';
import { getProspect } from '../../../features/prospects/prospects.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { managerPages, tabs } from '../../../paths';

/** Enters a prospect, or changes one. */
export default function ProspectFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="prospect-form-page" needs="openWork">
      {() => <Form id={id} />}
    </WorkScreen>
  );
}

function Form({ id }: { id: string }) {
  const prospect = useQuery(async () => (id ? await getProspect({ params: { prospectId: id } }) : null), id);
  const done = (saved: Prospect) => {
    toast(id ? '已保存' : '已登记，线索进了公海');
    if (id) goBack(tabs.me);
    else replacePage(managerPages.prospect, { id: saved.id });
  };
  return <Loaded query={prospect}>{(data) => <ProspectForm prospect={data} onDone={done} />}</Loaded>;
}
