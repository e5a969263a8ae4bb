import type { BranchLeadDesk } from '@linzhang/shared/leads/branchLeads.contract';
import type { Lead } from '@linzhang/shared/leads/leads.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Tabs } from '../../components/action/Tabs';
import { PickerField } from '../../components/form/PickerField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { usePages } from '../../lib/usePages';
import { useQuery } from '../../lib/useQuery';
import { getBranchLeadDesk } from './branchLeads.api';
import { BRANCH_EMPTY, BRANCH_OPTIONS, BRANCH_QUERIES, type BranchView, branchFigures } from './branchViews';
import { DeskFigures } from './DeskFigures';
import { listLeads } from './leads.api';
import { PickableLead } from './PickableLead';

/** Stands for every manager. */
const ANYBODY = 'anybody';

interface BranchDeskProps {
  branchId: string;
  /** Changes when all must be read again. */
  version: number;
  /** Leads that are ticked. */
  picked: readonly string[];
  onPick: (leadIds: string[]) => void;
  onOpen: (lead: Lead) => void;
}

/** The head's desk: what waits, what lies in the pool, who has what, and what is late. */
export function BranchDesk(props: BranchDeskProps) {
  const { branchId, version } = props;
  const desk = useQuery(() => getBranchLeadDesk({ params: { branchId } }), `${branchId}|${version}`);
  return <Loaded query={desk}>{(data) => <Places {...props} desk={data} />}</Loaded>;
}

/** What lies where, and the leads of one place; those that wait for the head came along with the desk. */
function Places({ desk, branchId, version, picked, onPick, onOpen }: BranchDeskProps & { desk: BranchLeadDesk }) {
  const [view, setView] = useState<BranchView>('head');
  const [holderId, setHolderId] = useState(ANYBODY);
  const byHolder = view === 'pool' || view === 'head' || holderId === ANYBODY ? undefined : holderId;
  const query = { scope: 'branch', branchId, holderId: byHolder, ...BRANCH_QUERIES[view] } as const;
  const key = [branchId, view, byHolder, version].join('|');
  const first = view === 'head' ? desk.headFirst : undefined;
  const pages = usePages((cursor) => listLeads({ query: { cursor, ...query } }), key, first);
  const show = (next: BranchView) => {
    onPick([]);
    setView(next);
  };
  const pickable = (pages.items ?? []).filter(({ can }) => can.assign).map(({ id }) => id);
  return (
    <>
      <DeskFigures figures={branchFigures(desk)} onOpen={show} />
      <Tabs label="看哪些线索" options={BRANCH_OPTIONS} value={view} onChange={show} />
      {view === 'head' || view === 'pool' ? null : (
        <HolderField managers={desk.managers} value={holderId} onChange={setHolderId} />
      )}
      {pickable.length > 1 ? (
        <Button kind="quiet" size="small" onTap={() => onPick(picked.length < pickable.length ? pickable : [])}>
          {picked.length < pickable.length ? `全选这 ${pickable.length} 条` : '取消全选'}
        </Button>
      ) : null}
      <PagedList pages={pages} keyOf={({ id }) => id} empty={<Empty icon="inbox" {...BRANCH_EMPTY[view]} />}>
        {(lead) => (
          <PickableLead
            lead={lead}
            picked={picked.includes(lead.id)}
            onPick={(on) => onPick(on ? [...picked, lead.id] : picked.filter((id) => id !== lead.id))}
            onOpen={() => onOpen(lead)}
          />
        )}
      </PagedList>
    </>
  );
}

interface HolderFieldProps {
  managers: BranchLeadDesk['managers'];
  value: string;
  onChange: (value: string) => void;
}

function HolderField({ managers, value, onChange }: HolderFieldProps) {
  const options = managers.map(({ employee, held }) => ({
    value: employee.id,
    text: `${employee.name}（${held} 条）`,
  }));
  return (
    <PickerField
      id="holder"
      label="谁的线索"
      options={[{ value: ANYBODY, text: '所有人' }, ...options]}
      value={value}
      onChange={onChange}
    />
  );
}
