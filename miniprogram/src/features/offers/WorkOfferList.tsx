import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { Progress } from '../../components/display/Progress';
import { Ticket } from '../../components/display/Ticket';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { countOf } from '../../lib/numbers';
import { usePages } from '../../lib/usePages';
import { faceOf } from './offerFace';
import { listWorkOffers } from './workOffers.api';
import { STATUS_TAGS } from './workOfferWords';

type Shown = 'published' | 'draft' | 'waiting' | 'ended';

const SHOWN: readonly { value: Shown; text: string }[] = [
  { value: 'published', text: '已发布' },
  { value: 'draft', text: '草稿' },
  { value: 'waiting', text: '待确认' },
  { value: 'ended', text: '已结束' },
];

const EMPTY_WORDS: Readonly<Record<Shown, { title: string; text: string }>> = {
  published: { title: '还没有发布的优惠', text: '草稿填好后发布，客户就能看到并领取。' },
  draft: { title: '没有草稿', text: '点下方“新建优惠”开始，或打开一项旧优惠复制。' },
  waiting: { title: '没有等确认的优惠', text: '费用超过上限的优惠会在这里，等另一位主任或管理员确认。' },
  ended: { title: '没有结束的优惠', text: '结束的优惠会留在这里，可以复制成新的。' },
};

interface WorkOfferListProps {
  onOpen: (offer: WorkOffer) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** Offers of the branch, newest first, with search. */
export function WorkOfferList({ onOpen, version }: WorkOfferListProps) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<Shown>('published');
  const pages = usePages(
    (cursor) => listWorkOffers({ query: { cursor, status, search: search || undefined } }),
    `${search}|${status}|${version}`,
  );
  const empty = search ? (
    <Empty icon="search" title="没有找到" text={`没有名称包含“${search}”的优惠，换个词试试。`} />
  ) : (
    <Empty icon="ticket" {...EMPTY_WORDS[status]} />
  );
  return (
    <>
      <SearchField label="搜索优惠或活动名称" onSearch={setSearch} />
      <Tabs label="优惠状态" options={SHOWN} value={status} onChange={setStatus} />
      <PagedList pages={pages} keyOf={({ id }) => id} empty={empty}>
        {(offer) => <OfferCard offer={offer} onOpen={onOpen} />}
      </PagedList>
    </>
  );
}

function OfferCard({ offer, onOpen }: { offer: WorkOffer; onOpen: (offer: WorkOffer) => void }) {
  const { figures } = offer;
  const where = offer.merchant?.name ?? offer.branch.name;
  return (
    <Ticket
      id={`offer-${offer.id}`}
      face={faceOf(offer.terms)}
      title={offer.name}
      notes={[`${where} · ${STATUS_TAGS[offer.status].text}`]}
      faded={offer.status === 'ended'}
      onTap={() => onOpen(offer)}
    >
      {offer.status === 'published' ? (
        <Progress
          share={figures.claimedCount / Math.max(1, figures.stock)}
          text={`已领 ${countOf(figures.claimedCount)} / ${countOf(figures.stock)}，已核销 ${countOf(figures.redeemedCount)}`}
        />
      ) : null}
    </Ticket>
  );
}
