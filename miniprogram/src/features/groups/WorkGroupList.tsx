import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { countOf } from '../../lib/numbers';
import { usePages } from '../../lib/usePages';
import { KIND_TONES, KIND_WORDS } from './groupWords';
import { listWorkGroups } from './workGroups.api';

type Status = WorkGroup['status'];

const STATUSES: readonly { value: Status; text: string }[] = [
  { value: 'open', text: '开放中' },
  { value: 'draft', text: '草稿' },
  { value: 'closed', text: '已关闭' },
];

const EMPTY_WORDS: Readonly<Record<Status, { title: string; text: string }>> = {
  open: { title: '还没有开放的福利圈', text: '草稿填好后开放，客户就能看到并加入。' },
  draft: { title: '没有草稿', text: '新建的福利圈先是草稿，开放前只有本网点的同事看得到。' },
  closed: { title: '没有关闭的福利圈', text: '关闭的福利圈会留在这里，可以再次开放。' },
};

interface WorkGroupListProps {
  onOpen: (group: WorkGroup) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** Groups of the branch by name, with search. */
export function WorkGroupList({ onOpen, version }: WorkGroupListProps) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<Status>('open');
  const pages = usePages(
    (cursor) => listWorkGroups({ query: { cursor, status, search: search || undefined } }),
    `${search}|${status}|${version}`,
  );
  const empty = search ? (
    <Empty icon="search" title="没有找到" text={`没有名称包含“${search}”的福利圈，换个词试试。`} />
  ) : (
    <Empty icon="home" {...EMPTY_WORDS[status]} />
  );
  return (
    <>
      <SearchField label="搜索福利圈名称" onSearch={setSearch} />
      <Tabs label="福利圈状态" options={STATUSES} value={status} onChange={setStatus} />
      <PagedList pages={pages} keyOf={({ id }) => id} empty={empty}>
        {(group) => (
          <Card flush>
            <Row
              lead={<Initial name={group.name} tone={KIND_TONES[group.kind]} />}
              title={group.name}
              note={`${KIND_WORDS[group.kind]} · ${group.branch.name}`}
              value={`${countOf(group.memberCount)} 人`}
              onTap={() => onOpen(group)}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}
