import { PoolList } from '../../../features/leads/PoolList';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useVersion } from '../../../lib/useVersion';
import { managerPages } from '../../../paths';

/** 公海: leads that nobody holds, in the branch's order, and the button that takes one. */
export default function PoolPage() {
  const { version, refresh } = useVersion();
  const open = ({ id }: { id: string }) => openPage(managerPages.lead, { id });
  return (
    <WorkScreen id="manager-pool" needs="serveCustomers" onRefresh={refresh}>
      {() => <PoolList version={version} onOpen={open} onTaken={open} />}
    </WorkScreen>
  );
}
