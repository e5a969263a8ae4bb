import { AuditList } from '../../../features/audit/AuditList';
import { AccountScreen } from '../../../features/members/AccountScreen';

/** The audit trail. */
export default function AuditsPage() {
  return (
    <AccountScreen id="audits-page" needs="readAudit">
      {() => <AuditList />}
    </AccountScreen>
  );
}
