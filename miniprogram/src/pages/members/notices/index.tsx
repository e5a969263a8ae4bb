import { TOPICS } from '@linzhang/shared/messages/messages.rules';
import Taro from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { useAccount } from '../../../features/members/account';
import { NoticeList } from '../../../features/messages/NoticeList';
import { useMessageAsk } from '../../../features/messages/useMessageAsk';
import { openTab } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { tabs } from '../../../paths';

const TABS: readonly string[] = Object.values(tabs);

/** Opens the page that a message speaks of. */
function open(page: string): void {
  if (TABS.includes(page)) openTab(page);
  else void Taro.navigateTo({ url: `/${page}` });
}

/** 消息: what the member was told. */
export default function NoticesPage() {
  const visits = useVisits();
  const { data: me } = useAccount();
  const ask = useMessageAsk(TOPICS, me?.consented ?? false);
  const footer =
    process.env.TARO_ENV === 'weapp' ? (
      <Button id="ask-messages" kind="ghost" onTap={ask}>
        下次有变化，在微信里提醒我
      </Button>
    ) : null;
  return (
    <AccountScreen id="notices-page" needs="consent" footer={footer}>
      {() => <NoticeList version={visits} onOpen={open} />}
    </AccountScreen>
  );
}
