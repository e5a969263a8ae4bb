import { ReviewList } from '../../../features/channels/ReviewList';
import { WorkScreen } from '../../../features/members/WorkScreen';

/** Bindings past a channel's daily number, for heads. */
export default function ChannelReviewsPage() {
  return (
    <WorkScreen id="channel-reviews-page" needs="decide">
      {() => <ReviewList />}
    </WorkScreen>
  );
}
