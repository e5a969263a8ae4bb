import { AccountScreen } from '../../../features/members/AccountScreen';
import { NicknameForm } from '../../../features/members/NicknameForm';
import { toast } from '../../../lib/feedback';
import { goBack } from '../../../lib/navigation';
import { tabs } from '../../../paths';

/** The own profile. */
export default function ProfilePage() {
  const done = () => {
    toast('已保存');
    goBack(tabs.me);
  };
  return (
    <AccountScreen id="profile-page" needs="consent">
      {(me) => <NicknameForm nickname={me.nickname} onDone={done} />}
    </AccountScreen>
  );
}
