import { ReviewList } from '../../../features/channels/ReviewList';
import { AccountScreen } from '../../../features/members/AccountScreen';

/** Bindings past a channel's daily number, for heads. */
export default function ChannelReviewsPage() {
  return (
    <AccountScreen id="channel-reviews-page" needs="decide">
      {() => <ReviewList />}
    </AccountScreen>
  );
}
