import { useRouter } from '@tarojs/taro';
import { SignupList } from '../../../features/events/SignupList';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';

/** Who signed up for an event. */
export default function EventSignupsPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="event-signups-page" needs="openWork">
      {() => <SignupList eventId={id} />}
    </WorkScreen>
  );
}
