import type { OwnerHolding } from '@linzhang/shared/aum/owners.contract';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Check } from '../../components/form/Check';
import { PickerField } from '../../components/form/PickerField';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { wanOf } from '../../lib/numbers';
import { usePages } from '../../lib/usePages';
import { listMembers } from './owners.api';
import { TIER_OPTIONS } from './ownerWords';

type TierChoice = (typeof TIER_OPTIONS)[number]['value'];

interface MemberPickerProps {
  branchId: string;
  holdings: readonly OwnerHolding[];
  /** Changes when the list must be read again. */
  version: number;
  picked: ReadonlyMap<string, PortfolioMember>;
  onPick: (picked: ReadonlyMap<string, PortfolioMember>) => void;
}

/** Customers of a branch by who serves them and by tier, to be ticked. */
export function MemberPicker({ branchId, holdings, version, picked, onPick }: MemberPickerProps) {
  const [filter, setFilter] = useState<MemberFilter>({ ownerId: 'none', tier: 'all', search: '' });
  const query = { branchId, ...queryOf(filter) };
  const pages = usePages((cursor) => listMembers({ query: { ...query, cursor } }), JSON.stringify([query, version]));
  const items = pages.items ?? [];
  const pick = (members: readonly PortfolioMember[], on: boolean) => {
    const next = new Map(picked);
    for (const member of members) {
      if (on) next.set(member.memberId, member);
      else next.delete(member.memberId);
    }
    onPick(next);
  };
  const narrowed = filter.tier !== 'all' || filter.search !== '' || filter.ownerId !== 'none';
  return (
    <>
      <Filters holdings={holdings} filter={filter} onChange={(part) => setFilter((now) => ({ ...now, ...part }))} />
      {items.length > 0 ? (
        <Button id="pick-all" size="small" kind="ghost" onTap={() => pick(items, true)}>
          选中已列出的
        </Button>
      ) : null}
      <PagedList quietEnd pages={pages} keyOf={({ memberId }) => memberId} empty={<NoMembers narrowed={narrowed} />}>
        {(member) => (
          <Card>
            <Check
              id={`pick-${member.memberId}`}
              label={`${member.name} ${member.number}`}
              note={noteOf(member)}
              checked={picked.has(member.memberId)}
              onChange={(on) => pick([member], on)}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}

interface MemberFilter {
  /** An employee, `none` for customers whom nobody serves, or `all`. */
  ownerId: string;
  tier: TierChoice;
  search: string;
}

function queryOf({ ownerId, tier, search }: MemberFilter) {
  return {
    ...(ownerId === 'none' ? { position: 'none' as const } : {}),
    ...(ownerId === 'none' || ownerId === 'all' ? {} : { ownerId }),
    ...(tier === 'all' ? {} : { tier }),
    ...(search ? { search } : {}),
  };
}

interface FiltersProps {
  holdings: readonly OwnerHolding[];
  filter: MemberFilter;
  onChange: (part: Partial<MemberFilter>) => void;
}

function Filters({ holdings, filter, onChange }: FiltersProps) {
  return (
    <>
      <PickerField
        id="owner-filter"
        label="现在由谁维护"
        options={ownerOptions(holdings)}
        value={filter.ownerId}
        onChange={(ownerId) => onChange({ ownerId })}
      />
      <PickerField
        id="tier-filter"
        label="层级"
        options={TIER_OPTIONS}
        value={filter.tier}
        onChange={(tier) => onChange({ tier })}
      />
      <SearchField label="搜索姓名或客户号的开头" onSearch={(search) => onChange({ search })} />
    </>
  );
}

function NoMembers({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <Empty icon="search" title="没有找到" text="没有符合条件的客户，换个条件试试。" />
  ) : (
    <Empty icon="check" title="都有人维护了" text="没有维护人的客户会列在这里。要换维护人，请在上面选是谁的客户。" />
  );
}

function ownerOptions(holdings: readonly OwnerHolding[]): { value: string; text: string }[] {
  const owners = holdings.filter(({ members }) => members > 0);
  return [
    { value: 'none', text: '还没有人维护' },
    ...owners.map(({ employee: { id, name, number } }) => ({ value: id, text: `${name}（${number}）` })),
    { value: 'all', text: '所有客户' },
  ];
}

function noteOf({ customerNo, end, owner }: PortfolioMember): string {
  const assets = end ? `${TIER_NAMES[end.tier]} ${wanOf(end.aumFen)}` : '名单里没有';
  return [customerNo, assets, owner ? `${owner.name}维护` : ''].filter(Boolean).join(' · ');
}
