import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { LeadCards } from '../../../features/leads/LeadCards';
import { LeadList } from '../../../features/leads/LeadList';
import { viewOf, WON_EMPTY, wonQueryIn } from '../../../features/leads/leadViews';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ordinalOf } from '../../../features/portfolio/quarters';
import { decoded, openPage, showTitle } from '../../../lib/navigation';
import { useVersion } from '../../../lib/useVersion';
import { managerPages } from '../../../paths';

const openLead = (id: string) => openPage(managerPages.lead, { id });

/** The own leads: all, due today, near a tier, warning of churn, or ended; opened for a number, those that were won. */
export default function LeadsPage() {
  const { params } = useRouter();
  const { version, refresh } = useVersion();
  const won = wonQueryIn(params);
  const title = won ? `${ordinalOf(won.wonIn)}赢下的线索` : null;
  useEffect(() => {
    if (title) showTitle(title);
  }, [title]);
  return (
    <WorkScreen id="manager-leads" needs="serveCustomers" onRefresh={refresh}>
      {() =>
        won ? (
          <LeadCards query={won} version={version} empty={WON_EMPTY} onOpen={openLead} />
        ) : (
          <LeadList start={viewOf(decoded(params['view']))} version={version} onOpen={openLead} />
        )
      }
    </WorkScreen>
  );
}
