import { ConfirmLogin } from '../../../features/employees/ConfirmLogin';
import { AccountScreen } from '../../../features/members/AccountScreen';

/** An employee confirms the login that a computer shows. */
export default function ComputerLoginPage() {
  return (
    <AccountScreen id="computer-login-page" needs="openWork">
      {() => <ConfirmLogin />}
    </AccountScreen>
  );
}
