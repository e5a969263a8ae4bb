import type { GroupSummary } from '@linzhang/shared/groups/groups.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Notice } from '../../components/display/Notice';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { findMe, type Position } from '../../lib/location';
import { usePages } from '../../lib/usePages';
import { GroupRow } from './GroupRow';
import { listGroups } from './groups.api';
import { nearbyLine } from './groupWords';

interface NearbyGroupsProps {
  onOpen: (group: GroupSummary) => void;
  /** The first page of the newest, which the tab has read. */
  first: Page<GroupSummary>;
  /** Changes when the nearest must be read again. */
  version: number;
}

/** Groups to join: the newest, or the nearest once the member says where they are. */
export function NearbyGroups({ onOpen, first, version }: NearbyGroupsProps) {
  const [place, setPlace] = useState<Position | null>(null);
  const [refused, setRefused] = useState(false);
  const pages = usePages(
    (cursor) => listGroups({ query: { cursor, scope: 'nearby', ...place } }),
    place ? `${version}|${place.latitude},${place.longitude}` : '',
    place ? undefined : first,
  );
  const locate = async () => {
    const found = await findMe();
    setRefused(found === null);
    setPlace(found);
  };
  const empty = place ? (
    <Empty icon="pin" title="附近还没有" text="20 公里内没有可加入的福利圈。用微信扫商户或小区里的福利圈码也能加入。" />
  ) : (
    <Empty icon="people" title="没有更多福利圈" text="有新的福利圈开放时，会显示在这里。" />
  );
  return (
    <>
      {refused ? <Notice tone="sky" icon="pin" text="没有得到您的位置，先按开放时间排列。" /> : null}
      <PagedList quietEnd pages={pages} keyOf={({ id }) => id} empty={empty}>
        {(group) => (
          <GroupRow
            group={group}
            note={nearbyLine(group)}
            tail={group.full ? <Tag text="已满" /> : <Tag text="可加入" tone="seal" />}
            onOpen={() => onOpen(group)}
          />
        )}
      </PagedList>
      {place || pages.items?.length === 0 ? null : (
        <Button id="sort-by-distance" kind="ghost" icon="pin" onTap={locate}>
          按离我的距离排列
        </Button>
      )}
    </>
  );
}
