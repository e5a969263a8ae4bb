import { AccountScreen } from '../../../features/members/AccountScreen';
import { DeviceList } from '../../../features/members/DeviceList';

/** Where the account is signed in. */
export default function DevicesPage() {
  return <AccountScreen id="devices-page">{() => <DeviceList />}</AccountScreen>;
}
