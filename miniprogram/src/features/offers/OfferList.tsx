import type { Page } from '@linzhang/shared/kernel/pages';
import type { Offer } from '@linzhang/shared/offers/offers.contract';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { OfferTicket } from './OfferTicket';
import { listOffers } from './offers.api';

interface OfferListProps {
  onOpen: (offer: Offer) => void;
  /** Only what can be claimed at once. */
  claimable?: boolean;
  /** Why an offer cannot be taken yet; a list of claimable ones needs no such words. */
  reasonOf?: (offer: Offer) => string | null;
  /** Only those of one group. */
  groupId?: string;
  /** Changes when the list must be read again. */
  version?: number;
  /** The first page, where it has been read already. */
  first?: Page<Offer>;
}

const NONE = <Empty icon="ticket" title="现在没有优惠" text="商户和网点发放优惠时，会在这里显示，可以直接领取。" />;
const NONE_CLAIMABLE = (
  <Empty icon="ticket" title="现在没有可以直接领的" text="看看全部优惠：有的加入福利圈、绑定手机号就能领。" />
);

/** Offers for the member, those closing first before others. */
export function OfferList({ onOpen, claimable, reasonOf, groupId, version = 0, first }: OfferListProps) {
  const scope = claimable ? 'claimable' : 'all';
  const pages = usePages(
    (cursor) => listOffers({ query: { cursor, scope, groupId } }),
    `${scope}|${groupId ?? ''}|${version}`,
    first,
  );
  return (
    <PagedList quietEnd pages={pages} keyOf={(offer) => offer.id} empty={claimable ? NONE_CLAIMABLE : NONE}>
      {(offer) => <OfferTicket offer={offer} onOpen={onOpen} reason={reasonOf?.(offer) ?? null} />}
    </PagedList>
  );
}
