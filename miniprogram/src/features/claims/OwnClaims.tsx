import type { Claim } from '@linzhang/shared/claims/claims.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { ReactNode } from 'react';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { ClaimTicket, type FaceOf } from './ClaimTicket';
import { type ClaimTab, NO_CLAIMS } from './claimWords';
import { listOwnClaims } from './ownClaims.api';

interface OwnClaimsProps {
  tab: ClaimTab;
  faceOf: FaceOf;
  onOpen: (claim: Claim) => void;
  /** The step that fills the empty list. */
  step?: ReactNode;
  /** The first page of those that can be used, which the wallet has read. */
  first: Page<Claim>;
  /** Changes when the others must be read again. */
  version: number;
}

/** The member's claims of one tab, newest first. */
export function OwnClaims({ tab, faceOf, onOpen, step, first, version }: OwnClaimsProps) {
  const known = tab === 'usable' ? first : undefined;
  const pages = usePages(
    (cursor) => listOwnClaims({ query: { cursor, state: tab } }),
    known ? tab : `${tab}|${version}`,
    known,
  );
  const empty = <Empty icon="ticket" {...NO_CLAIMS[tab]} step={tab === 'usable' ? step : undefined} />;
  return (
    <PagedList quietEnd pages={pages} keyOf={(claim) => claim.id} empty={empty}>
      {(claim) => <ClaimTicket claim={claim} faceOf={faceOf} onTap={() => onOpen(claim)} />}
    </PagedList>
  );
}
