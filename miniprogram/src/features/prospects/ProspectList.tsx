import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import type { ProspectState } from '@linzhang/shared/prospects/prospects.rules';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { listProspects } from './prospects.api';
import { prospectLine, STATE_OPTIONS } from './prospectWords';

const SCOPES = [
  { value: 'mine', text: '我的' },
  { value: 'branch', text: '全网点' },
] as const;

const EMPTY: Readonly<Record<ProspectState, { title: string; text: string }>> = {
  open: { title: '还没有潜在客户', text: '遇到想发展的人或商户，点下方“登记潜客”记下来，会进公海等人跟进。' },
  converted: { title: '还没有转成客户的', text: '潜客绑定手机号后会自动成为客户，出现在这里。' },
  dropped: { title: '没有放弃的', text: '标为“不再联系”的潜客会留在这里，可以随时恢复。' },
};

interface ProspectListProps {
  /** True for who heads a branch: the list of all its prospects is offered too. */
  heads: boolean;
  /** Changes when the list must be read again. */
  version: number;
  onOpen: (prospect: Prospect) => void;
}

/** Prospects, newest first: the own ones, and those of the branch for its head. */
export function ProspectList({ heads, version, onOpen }: ProspectListProps) {
  const [scope, setScope] = useState<'mine' | 'branch'>('mine');
  const [state, setState] = useState<ProspectState>('open');
  const [search, setSearch] = useState('');
  const pages = usePages(
    (cursor) => listProspects({ query: { cursor, scope, state, search: search || undefined } }),
    [scope, state, search, version].join('|'),
  );
  const empty = search ? (
    <Empty icon="search" title="没有找到" text="换个名称试试，只写其中几个字也可以。" />
  ) : (
    <Empty icon="person" {...EMPTY[state]} />
  );
  return (
    <>
      {heads ? <Tabs label="谁的潜客" options={SCOPES} value={scope} onChange={setScope} /> : null}
      <Tabs label="哪些潜客" options={STATE_OPTIONS} value={state} onChange={setState} />
      <SearchField label="按名称查找" onSearch={setSearch} />
      <PagedList pages={pages} keyOf={({ id }) => id} empty={empty}>
        {(prospect) => (
          <Card flush>
            <Row
              lead={<Initial name={prospect.name} tone={prospect.kind === 'company' ? 'sky' : 'seal'} />}
              title={prospect.name}
              note={prospectLine(prospect)}
              onTap={() => onOpen(prospect)}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}
