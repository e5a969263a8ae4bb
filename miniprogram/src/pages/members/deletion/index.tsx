import { AccountScreen } from '../../../features/members/AccountScreen';
import { DeletionForm } from '../../../features/members/DeletionForm';

/** Deletes the own account. */
export default function DeletionPage() {
  return <AccountScreen id="deletion-page">{() => <DeletionForm />}</AccountScreen>;
}
