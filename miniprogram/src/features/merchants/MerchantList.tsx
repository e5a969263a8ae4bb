import type { Merchant } from '@linzhang/shared/merchants/merchants.contract';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Tag } from '../../components/display/Tag';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { listMerchants } from './merchants.api';

const STATUSES = [
  { value: 'active', text: '合作中' },
  { value: 'ended', text: '已结束' },
] as const;

interface MerchantListProps {
  wordOf: (merchant: Merchant) => string;
  onOpen: (merchant: Merchant) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** Partners by name, with search. */
export function MerchantList({ wordOf, onOpen, version }: MerchantListProps) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<'active' | 'ended'>('active');
  const pages = usePages(
    (cursor) => listMerchants({ query: { cursor, status, search: search || undefined } }),
    `${search}|${status}|${version}`,
  );
  const empty = search ? (
    <Empty icon="search" title="没有找到" text={`没有名称包含“${search}”的商户，换个词试试。`} />
  ) : status === 'ended' ? (
    <Empty icon="shop" title="没有已结束的合作" text="在商户资料里结束合作后，商户会留在这里。" />
  ) : (
    <Empty
      icon="shop"
      title="还没有商户"
      text="添加合作商户后，可以给它建福利圈、活动摊位和优惠。点下方“添加商户”开始。"
    />
  );
  return (
    <>
      <SearchField label="搜索商户名称" onSearch={setSearch} />
      <Tabs label="合作状态" options={STATUSES} value={status} onChange={setStatus} />
      <PagedList pages={pages} keyOf={(merchant) => merchant.id} empty={empty}>
        {(merchant) => (
          <Card flush>
            <Row
              lead={<Initial name={merchant.name} tone="jade" />}
              title={merchant.name}
              note={`${wordOf(merchant)} · ${merchant.place.address}`}
              tail={merchant.status === 'ended' ? <Tag text="已结束" /> : null}
              onTap={merchant.can.update ? () => onOpen(merchant) : undefined}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}
