import type { OfferClaim } from '@linzhang/shared/claims/redemptions.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listOfferClaims } from './workOffers.api';
import { CLAIM_TAGS } from './workOfferWords';

const SHOWN = [
  { value: 'all', text: '全部' },
  { value: 'claimed', text: '未使用' },
  { value: 'redeemed', text: '已核销' },
  { value: 'cancelled', text: '已取消' },
] as const;
type Shown = (typeof SHOWN)[number]['value'];

const EMPTY: Readonly<Record<Shown, { title: string; text: string }>> = {
  all: { title: '还没有人领取', text: '客户领取后，会在这里显示领取和核销情况。' },
  claimed: { title: '没有未使用的券', text: '客户领了还没用的券会列在这里。' },
  redeemed: { title: '还没有核销过', text: '在商户或摊位核销的券会列在这里，核错了可以冲正。' },
  cancelled: { title: '没有取消的券', text: '取消的券和原因会留在这里。' },
};

interface OfferClaimListProps {
  offerId: string;
  onOpen: (claim: OfferClaim) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** Who claimed and used an offer, newest first. */
export function OfferClaimList({ offerId, onOpen, version }: OfferClaimListProps) {
  const [shown, setShown] = useState<Shown>('all');
  const pages = usePages(
    (cursor) =>
      listOfferClaims({ params: { offerId }, query: { cursor, ...(shown === 'all' ? {} : { state: shown }) } }),
    `${offerId}|${shown}|${version}`,
  );
  const empty = <Empty icon="ticket" {...EMPTY[shown]} />;
  return (
    <>
      <Tabs label="券的状态" options={SHOWN} value={shown} onChange={setShown} />
      <PagedList pages={pages} keyOf={({ id }) => id} empty={empty}>
        {(claim) => (
          <Card flush>
            <Row
              title={`${claim.member.name ?? '会员'} · ${claim.member.number}`}
              note={noteOf(claim)}
              tail={<Tag {...CLAIM_TAGS[claim.state]} />}
              onTap={claim.can.cancel || claim.can.reverse ? () => onOpen(claim) : undefined}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}

function noteOf(claim: OfferClaim): string {
  const claimed = `${momentOf(claim.claimedAt)} 领取`;
  if (claim.redeemedAt === null) return claim.reason ? `${claimed}，${claim.reason}` : claimed;
  const bill = claim.billFen === null ? '' : `，账单 ${formatYuan(claim.billFen)} 元`;
  return `${momentOf(claim.redeemedAt)} 由${claim.redeemedBy ?? '员工'}核销${bill}`;
}
