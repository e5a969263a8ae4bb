import { OwnRedemptions } from '../../../features/claims/OwnRedemptions';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { useVisits } from '../../../lib/useVisits';

/** What I redeemed today. */
export default function RedemptionsPage() {
  const visits = useVisits();
  return (
    <WorkScreen id="redemptions-page" needs="openWork">
      {() => <OwnRedemptions version={String(visits)} />}
    </WorkScreen>
  );
}
