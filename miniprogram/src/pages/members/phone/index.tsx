import { AccountScreen } from '../../../features/members/AccountScreen';
import { PhoneBinding } from '../../../features/members/PhoneBinding';
import { toast } from '../../../lib/feedback';
import { goBack } from '../../../lib/navigation';
import { tabs } from '../../../paths';

/** Binds, changes or moves the phone. */
export default function PhonePage() {
  const done = () => {
    toast('手机号已绑定');
    goBack(tabs.me);
  };
  return (
    <AccountScreen id="phone-page" needs="bindPhone">
      {(me) => <PhoneBinding me={me} onDone={done} />}
    </AccountScreen>
  );
}
