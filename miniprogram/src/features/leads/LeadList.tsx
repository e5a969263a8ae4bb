import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { LeadCards } from './LeadCards';
import { type LeadView, VIEW_EMPTY, VIEW_OPTIONS, VIEW_QUERIES } from './leadViews';

interface LeadListProps {
  start: LeadView;
  /** Changes when the list must be read again. */
  version: number;
  onOpen: (leadId: string) => void;
}

/** The own leads by what they need: those that are due first at the top. */
export function LeadList({ start, version, onOpen }: LeadListProps) {
  const [view, setView] = useState<LeadView>(start);
  return (
    <>
      <Tabs label="看哪些线索" options={VIEW_OPTIONS} value={view} onChange={setView} />
      <LeadCards query={VIEW_QUERIES[view]} version={version} empty={VIEW_EMPTY[view]} onOpen={onOpen} />
    </>
  );
}
