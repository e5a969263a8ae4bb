import type { WorkEvent, WorkEventRow } from '@linzhang/shared/events/workEvents.contract';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { windowOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listWorkEvents } from './workEvents.api';
import { STATUS_TAGS, shownStatus } from './workEventWords';

type Status = WorkEvent['status'];

const STATUSES: readonly { value: Status; text: string }[] = [
  { value: 'published', text: '已发布' },
  { value: 'draft', text: '草稿' },
  { value: 'ended', text: '已结束' },
  { value: 'cancelled', text: '已取消' },
];

const EMPTY_WORDS: Readonly<Record<Status, { title: string; text: string }>> = {
  published: { title: '还没有发布的活动', text: '草稿填好后发布，就会出现在这里和客户的页面上。' },
  draft: { title: '没有草稿', text: '点下方“新建活动”，或打开以前的活动复制一份。' },
  ended: { title: '还没有结束的活动', text: '活动结束后可以在这里看数据、复制成下一场。' },
  cancelled: { title: '没有取消的活动', text: '取消的活动会留在这里，可以复制成新的一场。' },
};

interface WorkEventListProps {
  onOpen: (event: WorkEventRow) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** Events of the branch, the latest first. */
export function WorkEventList({ onOpen, version }: WorkEventListProps) {
  const [status, setStatus] = useState<Status>('published');
  const pages = usePages((cursor) => listWorkEvents({ query: { cursor, status } }), `${status}|${version}`);
  return (
    <>
      <Tabs label="活动状态" options={STATUSES} value={status} onChange={setStatus} />
      <PagedList pages={pages} keyOf={({ id }) => id} empty={<Empty icon="stamp" {...EMPTY_WORDS[status]} />}>
        {(event) => (
          <Card flush>
            <Row
              icon="stamp"
              title={event.name}
              note={`${windowOf(event.startsAt, event.endsAt)} · ${event.address} · 负责人 ${event.organizer.name}`}
              tail={<Tag {...STATUS_TAGS[shownStatus(event)]} />}
              onTap={() => onOpen(event)}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}
