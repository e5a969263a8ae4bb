import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { listBranches } from '../../../features/branches/branches.api';
import { INDUSTRY_OPTIONS } from '../../../features/branches/industryWords';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { MerchantForm } from '../../../features/merchants/MerchantForm';
import { getMerchant } from '../../../features/merchants/merchants.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack } from '../../../lib/navigation';
import { namedOptions } from '../../../lib/options';
import { useQuery } from '../../../lib/useQuery';
import { tabs } from '../../../paths';

async function readForm(id: string) {
  const [merchant, branches] = await Promise.all([
    id ? getMerchant({ params: { merchantId: id } }) : null,
    listBranches(),
  ]);
  return { merchant, branches: namedOptions(branches.items) };
}

/** Adds a partner, or changes one. */
export default function MerchantFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="merchant-form-page" needs="manageMerchants">
      {() => <Form id={id} />}
    </WorkScreen>
  );
}

function Form({ id }: { id: string }) {
  const form = useQuery(() => readForm(id), id);
  const done = () => {
    toast('已保存');
    goBack(tabs.me);
  };
  return (
    <Loaded query={form}>{(data) => <MerchantForm {...data} industries={INDUSTRY_OPTIONS} onDone={done} />}</Loaded>
  );
}
