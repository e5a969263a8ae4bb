import { useEmployeeId } from '../../../features/members/account';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { useKeptScans } from '../../../features/stamps/keptScans';
import { OfflineNotice } from '../../../features/stamps/QueueBanner';
import { ScanQueue, SyncButton } from '../../../features/stamps/ScanQueue';
import { useOnline } from '../../../lib/network';

/** Scans that were made without network: what waits, and what became of each. */
export default function ScanQueuePage() {
  const employeeId = useEmployeeId();
  const online = useOnline();
  const waiting = useKeptScans(employeeId).length;
  return (
    <WorkScreen
      id="scan-queue-page"
      needs="openWork"
      banner={online ? null : <OfflineNotice />}
      footer={waiting > 0 ? <SyncButton employeeId={employeeId} /> : null}
    >
      {() => <ScanQueue employeeId={employeeId} />}
    </WorkScreen>
  );
}
