import { OwnRedemptions } from '../../../features/claims/OwnRedemptions';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { useVisits } from '../../../lib/useVisits';

/** What I redeemed today. */
export default function RedemptionsPage() {
  const visits = useVisits();
  return (
    <AccountScreen id="redemptions-page" needs="openWork">
      {() => <OwnRedemptions version={String(visits)} />}
    </AccountScreen>
  );
}
