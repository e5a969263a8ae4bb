import { useRouter } from '@tarojs/taro';
import { SignupList } from '../../../features/events/SignupList';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { decoded } from '../../../lib/navigation';

/** Who signed up for an event. */
export default function EventSignupsPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <AccountScreen id="event-signups-page" needs="openWork">
      {() => <SignupList eventId={id} />}
    </AccountScreen>
  );
}
