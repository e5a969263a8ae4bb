import type { GroupSummary } from '@linzhang/shared/groups/groups.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { ReactNode } from 'react';
import { PagedList } from '../../components/list/PagedList';
import { usePages } from '../../lib/usePages';
import { GroupRow } from './GroupRow';
import { listGroups } from './groups.api';
import { joinedLine } from './groupWords';

interface JoinedGroupsProps {
  onOpen: (group: GroupSummary) => void;
  /** The first page, which the tab has read. */
  first: Page<GroupSummary>;
  empty: ReactNode;
}

/** The groups the member is in. */
export function JoinedGroups({ onOpen, first, empty }: JoinedGroupsProps) {
  const pages = usePages((cursor) => listGroups({ query: { cursor, scope: 'joined' } }), '', first);
  return (
    <PagedList quietEnd pages={pages} keyOf={({ id }) => id} empty={empty}>
      {(group) => <GroupRow group={group} note={joinedLine(group)} onOpen={() => onOpen(group)} />}
    </PagedList>
  );
}
