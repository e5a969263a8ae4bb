import { AccountScreen } from '../../../features/members/AccountScreen';
import { OwnBadges } from '../../../features/stamps/OwnBadges';
import { openTab } from '../../../lib/navigation';
import { tabs } from '../../../paths';

/** The own badges. */
export default function BadgesPage() {
  return (
    <AccountScreen id="badges-page" needs="consent">
      {() => <OwnBadges onSeeCards={() => openTab(tabs.stamps)} />}
    </AccountScreen>
  );
}
