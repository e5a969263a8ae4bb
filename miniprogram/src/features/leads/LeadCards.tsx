import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { LeadCard } from './LeadCard';
import { listLeads } from './leads.api';
import { useLeadSheets } from './useLeadSheets';

interface LeadCardsProps {
  /** Which leads are asked for. */
  query: Omit<Parameters<typeof listLeads>[0]['query'], 'cursor'>;
  /** Changes when the list must be read again. */
  version: number;
  /** What an empty list says. */
  empty: { title: string; text: string };
  onOpen: (leadId: string) => void;
}

/** Leads as cards, with calling and following up right there; the first one is the one to begin with. */
export function LeadCards({ query, version, empty, onOpen }: LeadCardsProps) {
  const pages = usePages((cursor) => listLeads({ query: { cursor, ...query } }), `${JSON.stringify(query)}|${version}`);
  const sheets = useLeadSheets(() => void pages.reload());
  const first = pages.items?.[0]?.id;
  return (
    <>
      <PagedList pages={pages} keyOf={({ id }) => id} empty={<Empty icon="note" {...empty} />}>
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
