import { ConfirmLogin } from '../../../features/employees/ConfirmLogin';
import { WorkScreen } from '../../../features/members/WorkScreen';

/** An employee confirms the login that a computer shows. */
export default function ComputerLoginPage() {
  return (
    <WorkScreen id="computer-login-page" needs="openWork">
      {() => <ConfirmLogin />}
    </WorkScreen>
  );
}
