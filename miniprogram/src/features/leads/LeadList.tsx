import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { LeadCard } from './LeadCard';
import { listLeads } from './leads.api';
import { type LeadView, VIEW_EMPTY, VIEW_OPTIONS, VIEW_QUERIES } from './leadViews';
import { useLeadSheets } from './useLeadSheets';

interface LeadListProps {
  start: LeadView;
  /** Changes when the list must be read again. */
  version: number;
  onOpen: (leadId: string) => void;
}

/** The own leads by what they need: those that are due first at the top. */
export function LeadList({ start, version, onOpen }: LeadListProps) {
  const [view, setView] = useState<LeadView>(start);
  const pages = usePages((cursor) => listLeads({ query: { cursor, ...VIEW_QUERIES[view] } }), `${view}|${version}`);
  const sheets = useLeadSheets(() => void pages.reload());
  const first = pages.items?.[0]?.id;
  return (
    <>
      <Tabs label="看哪些线索" options={VIEW_OPTIONS} value={view} onChange={setView} />
      <PagedList pages={pages} keyOf={({ id }) => id} empty={<Empty icon="note" {...VIEW_EMPTY[view]} />}>
        {(lead) => (
          <LeadCard
            lead={lead}
            foremost={lead.id === first}
            onOpen={() => onOpen(lead.id)}
            onCall={() => sheets.call(lead)}
            onFollowUp={() => sheets.followUp(lead)}
          />
        )}
      </PagedList>
      {sheets.sheet}
    </>
  );
}
