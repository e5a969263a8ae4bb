import { POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import { AuditList } from '../../../features/audit/AuditList';
import { INDUSTRY_WORDS } from '../../../features/branches/industryWords';
import { ROLE_WORDS } from '../../../features/employees/employeeWords';
import { WorkScreen } from '../../../features/members/WorkScreen';

const CODES = { ...ROLE_WORDS, ...POSITION_NAMES, ...INDUSTRY_WORDS };

/** The audit trail. */
export default function AuditsPage() {
  return (
    <WorkScreen id="audits-page" needs="readAudit">
      {() => <AuditList codes={CODES} />}
    </WorkScreen>
  );
}
