import { Button } from '../../../components/action/Button';
import { Empty } from '../../../components/screen/Empty';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { NextStep } from '../../../features/members/NextStep';
import { openTab } from '../../../lib/navigation';
import { tabs } from '../../../paths';

/** 券包: what the member claimed and may use. */
export default function ClaimsPage() {
  return (
    <AccountScreen id="claims">
      {(me) => (
        <>
          <NextStep me={me} />
          <Empty
            icon="ticket"
            title="还没有券"
            text="在福利圈领到的满减券、折扣和礼品会放在这里，到店出示就能用。"
            step={
              <Button kind="ghost" onTap={() => openTab(tabs.groups)}>
                去福利圈看看
              </Button>
            }
          />
        </>
      )}
    </AccountScreen>
  );
}
