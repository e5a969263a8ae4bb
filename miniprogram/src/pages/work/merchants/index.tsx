import { Button } from '../../../components/action/Button';
import { INDUSTRY_WORDS } from '../../../features/branches/industryWords';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { MerchantList } from '../../../features/merchants/MerchantList';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** Partners of the branch. */
export default function MerchantsPage() {
  const visits = useVisits();
  const footer = (
    <Button id="add-merchant" icon="plus" onTap={() => openPage(workPages.merchantForm)}>
      添加商户
    </Button>
  );
  return (
    <WorkScreen id="merchants-page" needs="manageMerchants" footer={footer}>
      {() => (
        <MerchantList
          version={visits}
          wordOf={({ industry }) => INDUSTRY_WORDS[industry]}
          onOpen={({ id }) => openPage(workPages.merchantForm, { id })}
        />
      )}
    </WorkScreen>
  );
}
