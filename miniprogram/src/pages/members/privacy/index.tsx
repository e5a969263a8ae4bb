import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { ConsentSettings } from '../../../features/members/ConsentSettings';
import { OwnData } from '../../../features/members/OwnData';
import { openPage } from '../../../lib/navigation';
import { memberPages } from '../../../paths';

/** What the member agreed to, the own data, and the way out. */
export default function PrivacyPage() {
  return (
    <AccountScreen id="privacy-page" needs="consent">
      {(me) => (
        <>
          <ConsentSettings me={me} />
          <OwnData />
          <Card flush>
            <Row
              id="open-deletion"
              icon="exit"
              title="注销账号"
              note="撤回全部同意并删除资料"
              onTap={() => openPage(memberPages.deletion)}
            />
          </Card>
        </>
      )}
    </AccountScreen>
  );
}
