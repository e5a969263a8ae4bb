import type { Lead, LeadDesk } from '@linzhang/shared/leads/leads.contract';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { countOf } from '../../lib/numbers';
import { usePages } from '../../lib/usePages';
import { useQuery } from '../../lib/useQuery';
import { getLeadDesk, listLeads } from './leads.api';
import { orderLine } from './leadWords';
import { PoolRow } from './PoolRow';
import { fullOf } from './poolWords';

interface PoolListProps {
  /** Changes when the list must be read again. */
  version: number;
  onOpen: (lead: Lead) => void;
  onTaken: (lead: Lead) => void;
}

/** The pool of the branch in its order, and how many more may be taken. */
export function PoolList({ version, onOpen, onTaken }: PoolListProps) {
  const desk = useQuery(() => getLeadDesk(), String(version));
  const pages = usePages((cursor) => listLeads({ query: { cursor, scope: 'pool' } }), String(version));
  const reload = () => Promise.all([desk.reload(), pages.reload()]);
  const taken = (lead: Lead) => {
    void reload();
    onTaken(lead);
  };
  const full = desk.data ? fullOf(desk.data) : null;
  const empty = <Empty icon="inbox" title="公海是空的" text="没有维护人的客户和新登记的潜客会进公海，先到先得。" />;
  return (
    <>
      <Loaded query={desk} blocks={1}>
        {(counts) => <Room desk={counts} />}
      </Loaded>
      <PagedList pages={pages} keyOf={({ id }) => id} empty={empty}>
        {(lead) => <PoolRow lead={lead} full={full} onOpen={onOpen} onTaken={taken} onGone={() => void reload()} />}
      </PagedList>
    </>
  );
}

/** How the pool is ordered, and what may still be taken. */
function Room({ desk }: { desk: LeadDesk }) {
  const { held, mostHeld, takenToday, mostTaken, poolOrder } = desk;
  return (
    <Card>
      <Facts
        facts={[
          ['今天已领', `${takenToday} / ${mostTaken} 条`],
          ['手上线索', `${countOf(held)} / ${mostHeld} 条`],
          ['排列', orderLine(poolOrder)],
        ]}
      />
    </Card>
  );
}
