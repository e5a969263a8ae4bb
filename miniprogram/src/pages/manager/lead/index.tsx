import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import { useRouter } from '@tarojs/taro';
import { useCallback, useState } from 'react';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Notice } from '../../../components/display/Notice';
import { Loaded } from '../../../components/screen/Loaded';
import { AssignSheet } from '../../../features/leads/AssignSheet';
import { LeadFooter } from '../../../features/leads/LeadFooter';
import { LeadHead } from '../../../features/leads/LeadHead';
import { LeadHistory } from '../../../features/leads/LeadHistory';
import { LeadWhy } from '../../../features/leads/LeadWhy';
import { getLead } from '../../../features/leads/leads.api';
import { LOST_WORDS } from '../../../features/leads/leadWords';
import { ProspectFacts } from '../../../features/leads/ProspectFacts';
import { useLeadSheets } from '../../../features/leads/useLeadSheets';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { dayOf } from '../../../lib/dates';
import { decoded, goBack, openPage } from '../../../lib/navigation';
import { type Query, useQuery } from '../../../lib/useQuery';
import { useVersion } from '../../../lib/useVersion';
import { managerPages, tabs } from '../../../paths';

/** One lead: who, why, what happened, and what to do next. */
export default function LeadPage() {
  const id = decoded(useRouter().params['id']);
  const { version, refresh } = useVersion();
  const lead = useQuery(() => getLead({ params: { leadId: id } }), `${id}|${version}`);
  const { reload } = lead;
  const change = useCallback(() => void reload(), [reload]);
  const [assigning, setAssigning] = useState(false);
  const sheets = useLeadSheets(change, () => goBack(tabs.me));
  const found = lead.data;
  const footer = found ? (
    <LeadFooter
      lead={found}
      onCall={() => sheets.call(found, found.followUps[0])}
      onFollowUp={() => sheets.followUp(found, found.followUps[0])}
      onAssign={() => setAssigning(true)}
      onChange={change}
    />
  ) : null;
  const assignment =
    assigning && found ? (
      <AssignSheet
        branchId={found.branch.id}
        leadIds={[found.id]}
        onClose={() => setAssigning(false)}
        onDone={() => {
          setAssigning(false);
          change();
        }}
      />
    ) : null;
  const overlay = (
    <>
      {sheets.sheet}
      {assignment}
    </>
  );
  return (
    <WorkScreen id="manager-lead" needs="serveCustomers" footer={footer} overlay={overlay} onRefresh={refresh}>
      {() => <Detail lead={lead} onRelease={() => found && sheets.release(found)} />}
    </WorkScreen>
  );
}

function Detail({ lead, onRelease }: { lead: Query<LeadDetail>; onRelease: () => void }) {
  return (
    <Loaded query={lead}>
      {(data) => (
        <>
          <LeadHead lead={data} />
          <Ended lead={data} />
          <LeadWhy lead={data} />
          {data.prospect ? <ProspectFacts prospect={data.prospect} /> : null}
          <Ways lead={data} onRelease={onRelease} />
          <LeadHistory lead={data} />
        </>
      )}
    </Loaded>
  );
}

/** What became of a lead that has ended, or why it cannot be taken now. */
function Ended({ lead }: { lead: LeadDetail }) {
  if (lead.state === 'won') return <Notice tone="jade" icon="check" text="这条线索成交了" />;
  if (lead.state === 'lost')
    return <Notice text={`已结束：${lead.lostReason ? LOST_WORDS[lead.lostReason] : '没有成交'}`} />;
  if (lead.restsUntil) return <Notice text={`您刚退回过，${dayOf(lead.restsUntil)}起可以再领`} />;
  return null;
}

/** Where else to look, and the way to give the lead back. */
function Ways({ lead, onRelease }: { lead: LeadDetail; onRelease: () => void }) {
  const { subject, can } = lead;
  const page = subject.kind === 'member' ? managerPages.member : managerPages.prospect;
  const mayLook = can.followUp || can.assign;
  if (!mayLook && !can.release) return null;
  return (
    <Card flush>
      {mayLook ? (
        <Row
          id="open-subject"
          icon="person"
          title={subject.kind === 'member' ? '客户情况' : '潜客资料'}
          note={subject.kind === 'member' ? '做过什么、资产和层级、接下来怎么做' : '修改资料、不再联系'}
          onTap={() => openPage(page, { id: subject.id })}
        />
      ) : null}
      {can.release ? <Row id="release" icon="exit" title="退回这条线索" onTap={onRelease} /> : null}
    </Card>
  );
}
