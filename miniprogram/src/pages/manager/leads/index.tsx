import { useRouter } from '@tarojs/taro';
import { LeadList } from '../../../features/leads/LeadList';
import { viewOf } from '../../../features/leads/leadViews';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage } from '../../../lib/navigation';
import { useVersion } from '../../../lib/useVersion';
import { managerPages } from '../../../paths';

/** The own leads: all, due today, near a tier, warning of churn, or ended. */
export default function LeadsPage() {
  const view = viewOf(decoded(useRouter().params['view']));
  const { version, refresh } = useVersion();
  return (
    <WorkScreen id="manager-leads" needs="serveCustomers" onRefresh={refresh}>
      {() => <LeadList start={view} version={version} onOpen={(id) => openPage(managerPages.lead, { id })} />}
    </WorkScreen>
  );
}
