import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Section } from '../../../components/display/Section';
import { Loaded } from '../../../components/screen/Loaded';
import { getLeadDesk } from '../../../features/leads/leads.api';
import type { LeadView } from '../../../features/leads/leadViews';
import { TodayDesk } from '../../../features/leads/TodayDesk';
import { useAccount } from '../../../features/members/account';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { useMessageAsk } from '../../../features/messages/useMessageAsk';
import { openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVersion } from '../../../lib/useVersion';
import { managerPages } from '../../../paths';

/** 今日: whom a manager contacts first, and the ways on from there. */
export default function TodayPage() {
  const { data: me } = useAccount();
  const ask = useMessageAsk(['work'], me?.can.serveCustomers ?? false);
  const { version, refresh } = useVersion();
  return (
    <WorkScreen id="manager-today" needs="serveCustomers" onRefresh={refresh}>
      {() => <Today version={version} ask={ask} />}
    </WorkScreen>
  );
}

function Today({ version, ask }: { version: number; ask: () => void }) {
  const desk = useQuery(() => getLeadDesk(), String(version));
  const openView = (view: LeadView) => {
    // WeChat asks within a tap only: each look at the desk may bring one more reminder.
    ask();
    openPage(managerPages.leads, { view });
  };
  return (
    <Loaded query={desk} blocks={4}>
      {(data) => (
        <>
          <TodayDesk
            desk={data}
            onView={openView}
            onOpen={(id) => openPage(managerPages.lead, { id })}
            onPool={() => openPage(managerPages.pool)}
            onChange={() => void desk.reload()}
          />
          <Ways ask={ask} />
        </>
      )}
    </Loaded>
  );
}

const WAYS = [
  { id: 'open-portfolio', icon: 'people', title: '我的客户', page: managerPages.portfolio },
  { id: 'open-prospects', icon: 'pen', title: '潜在客户', page: managerPages.prospects },
  { id: 'open-scorecard', icon: 'list', title: '一人一表', page: managerPages.scorecard },
] as const;

function Ways({ ask }: { ask: () => void }) {
  return (
    <Section title="更多">
      <Card flush>
        {WAYS.map(({ id, icon, title, page }) => (
          <Row key={id} id={id} icon={icon} title={title} onTap={() => openPage(page)} />
        ))}
        {process.env.TARO_ENV === 'weapp' ? (
          <Row id="ask-reminder" icon="clock" title="到期时在微信里提醒我" note="点一次，收到一次提醒" onTap={ask} />
        ) : null}
      </Card>
    </Section>
  );
}
