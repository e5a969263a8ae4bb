import { Screen } from '../../../components/screen/Screen';
import { TermsText } from '../../../features/members/TermsText';

/** The terms in full. */
export default function TermsPage() {
  return (
    <Screen id="terms-page">
      <TermsText />
    </Screen>
  );
}
