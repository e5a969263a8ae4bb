import { Notice } from '../../../components/display/Notice';
import { ActivationForm } from '../../../features/employees/ActivationForm';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { reloadMe } from '../../../features/members/account';
import { toast } from '../../../lib/feedback';
import { replacePage } from '../../../lib/navigation';
import { workPages } from '../../../paths';

/** An employee links the own WeChat account. */
export default function ActivationPage() {
  const done = async (name: string) => {
    await reloadMe();
    toast(`${name}，欢迎`);
    replacePage(workPages.home);
  };
  return (
    <AccountScreen id="activation-page" needs="consent">
      {() => (
        <>
          <Notice tone="sky" icon="info" text="激活后，当前微信就是您的工作账号。请用本人的微信操作。" />
          <ActivationForm onDone={(employee) => void done(employee.name)} />
        </>
      )}
    </AccountScreen>
  );
}
