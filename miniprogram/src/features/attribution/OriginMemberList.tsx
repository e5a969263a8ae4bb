import { ORIGIN_NAMES } from '@linzhang/shared/attribution/attributionNames.rules';
import type { OriginMember } from '@linzhang/shared/attribution/origins.contract';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Tag } from '../../components/display/Tag';
import { Chips } from '../../components/form/Chips';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { listOriginMembers } from './attribution.api';

const SHOWN = [
  { value: 'none', text: '没有首维护人' },
  { value: 'all', text: '全部客户' },
] as const;
type Shown = (typeof SHOWN)[number]['value'];

/** Letters of a member's number. */
const NUMBER_LETTERS = 8;

interface OriginMemberListProps {
  branchId: string;
  onOpen: (memberId: string) => void;
  /** Changes when it must be read again. */
  version: number;
}

/** Customers of a branch with who brought them; one is found by the number that the customer reads out. */
export function OriginMemberList({ branchId, onOpen, version }: OriginMemberListProps) {
  const [shown, setShown] = useState<Shown>('none');
  const [typed, setTyped] = useState('');
  const number = typed.replace(/\s/g, '');
  const whole = number.length === NUMBER_LETTERS;
  const filter = whole ? { number } : shown === 'none' ? { originId: 'none' as const } : {};
  const pages = usePages(
    (cursor) => listOriginMembers({ query: { branchId, ...filter, cursor } }),
    `${branchId}|${JSON.stringify(filter)}|${version}`,
  );
  return (
    <>
      <SearchField label="搜索 8 位会员号" onSearch={setTyped} />
      {whole ? null : <Chips label="看哪些" options={SHOWN} value={shown} onChange={setShown} />}
      <PagedList pages={pages} keyOf={({ member }) => member.id} empty={<Nobody whole={whole} shown={shown} />}>
        {(row) => <MemberLine row={row} marked={whole || shown === 'all'} onOpen={onOpen} />}
      </PagedList>
    </>
  );
}

interface MemberLineProps {
  row: OriginMember;
  /** Whether a missing origin is marked: not where all of the list have none. */
  marked: boolean;
  onOpen: (memberId: string) => void;
}

function MemberLine({ row: { member, origin, owner }, marked, onOpen }: MemberLineProps) {
  const served = owner ? `现在由${owner.name}维护` : '没有维护人';
  return (
    <Card flush>
      <Row
        lead={<Initial name={member.name} tone="sky" />}
        title={member.name}
        note={[member.number, origin ? `首维护人 ${origin.name}，${ORIGIN_NAMES[origin.because]}` : null, served]
          .filter(Boolean)
          .join(' · ')}
        tail={marked && !origin ? <Tag text="没有首维护人" tone="amber" /> : null}
        onTap={() => onOpen(member.id)}
      />
    </Card>
  );
}

function Nobody({ whole, shown }: { whole: boolean; shown: Shown }) {
  if (whole)
    return (
      <Empty icon="search" title="没有找到这个会员号" text="请和客户核对“我的”页上的会员号，只能找到本网点的客户。" />
    );
  if (shown === 'none')
    return (
      <Empty icon="check" title="每位客户都有首维护人" text="没有人带来、也没有分配过的客户，会列在这里等您决定。" />
    );
  return <Empty icon="people" title="还没有客户" text="客户加入本网点的福利圈后会列在这里。" />;
}
