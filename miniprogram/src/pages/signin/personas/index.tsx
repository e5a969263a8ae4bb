import { Screen } from '../../../components/screen/Screen';
import { PersonaList } from '../../../features/demo/PersonaList';
import { ROLE_WORDS } from '../../../features/employees/employeeWords';
import { enterAsPersona } from '../../../features/members/account';
import { resumePage } from '../../../lib/navigation';
import { tabs } from '../../../paths';

/** Picks one of the demo's people; in demo builds only. */
export default function PersonasPage() {
  return (
    <Screen id="personas-page">
      <PersonaList
        wordOf={(role) => (role === 'customer' ? '客户' : ROLE_WORDS[role])}
        enter={enterAsPersona}
        onDone={() => resumePage(tabs.me)}
      />
    </Screen>
  );
}
