import type { Lead, LeadDesk } from '@linzhang/shared/leads/leads.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Empty } from '../../components/screen/Empty';
import { countOf } from '../../lib/numbers';
import { DeskFigures } from './DeskFigures';
import { LeadCard } from './LeadCard';
import { type LeadView, ownFigures } from './leadViews';
import { PoolRow } from './PoolRow';
import { fullOf, roomLine } from './poolWords';
import { useLeadSheets } from './useLeadSheets';

interface TodayDeskProps {
  desk: LeadDesk;
  onView: (view: LeadView) => void;
  onOpen: (leadId: string) => void;
  onPool: () => void;
  /** Something on the desk is another thing now. */
  onChange: () => void;
}

/** 今日: whom to contact first and why, what is on the desk, and what the pool offers. */
export function TodayDesk({ desk, onView, onOpen, onPool, onChange }: TodayDeskProps) {
  const sheets = useLeadSheets(onChange);
  const { held, overdue, first } = desk;
  return (
    <>
      <DeskFigures figures={ownFigures(desk)} onOpen={onView} />
      {overdue > 0 ? (
        <Notice
          icon="clock"
          text={`${overdue} 条已超时，再不跟进会被收回`}
          action="去跟进"
          onAction={() => onView('due')}
        />
      ) : null}
      <Section title="先联系这几位">
        {first.length === 0 ? <NothingHeld pool={desk.pool} /> : null}
        {first.map((lead, index) => (
          <LeadCard
            key={lead.id}
            lead={lead}
            foremost={index === 0}
            onOpen={() => onOpen(lead.id)}
            onCall={() => sheets.call(lead)}
            onFollowUp={() => sheets.followUp(lead)}
          />
        ))}
        {held > first.length ? (
          <Card flush>
            <Row id="all-leads" title={`全部 ${countOf(held)} 条线索`} onTap={() => onView('all')} />
          </Card>
        ) : null}
      </Section>
      <OfPool desk={desk} onOpen={({ id }) => onOpen(id)} onPool={onPool} onChange={onChange} />
      {sheets.sheet}
    </>
  );
}

function NothingHeld({ pool }: { pool: number }) {
  const text =
    pool > 0
      ? '可以去下面的公海领取，也可以登记新的潜在客户。'
      : '客户绑定手机号、集满章、快升层或可能流失时，线索会自动到您这里。';
  return <Empty icon="check" title="今天没有要联系的" text={text} />;
}

interface OfPoolProps {
  desk: LeadDesk;
  onOpen: (lead: Lead) => void;
  onPool: () => void;
  onChange: () => void;
}

/** The first of the pool: enough to take one without leaving the page. */
function OfPool({ desk, onOpen, onPool, onChange }: OfPoolProps) {
  const { poolFirst, pool } = desk;
  return (
    <Section title="公海" count={roomLine(desk)}>
      {poolFirst.map((lead) => (
        <PoolRow key={lead.id} lead={lead} full={fullOf(desk)} onOpen={onOpen} onTaken={onChange} onGone={onChange} />
      ))}
      <Card flush>
        <Row
          id="open-pool"
          icon="inbox"
          title={pool > poolFirst.length ? `公海里还有 ${pool - poolFirst.length} 条` : '去公海看看'}
          note="没有维护人的客户和新登记的潜客"
          onTap={onPool}
        />
      </Card>
    </Section>
  );
}
