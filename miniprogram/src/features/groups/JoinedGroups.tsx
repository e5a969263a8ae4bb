import type { GroupSummary } from '@linzhang/shared/groups/groups.contract';
import type { ReactNode } from 'react';
import { PagedList } from '../../components/list/PagedList';
import { usePages } from '../../lib/usePages';
import { GroupRow } from './GroupRow';
import { listGroups } from './groups.api';
import { joinedLine } from './groupWords';

interface GroupsProps {
  onOpen: (group: GroupSummary) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** The groups the member is in. */
export function JoinedGroups({ onOpen, version, empty }: GroupsProps & { empty: ReactNode }) {
  const pages = usePages((cursor) => listGroups({ query: { cursor, scope: 'joined' } }), String(version));
  return (
    <PagedList pages={pages} keyOf={({ id }) => id} empty={empty}>
      {(group) => <GroupRow group={group} note={joinedLine(group)} onOpen={() => onOpen(group)} />}
    </PagedList>
  );
}
