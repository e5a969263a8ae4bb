import type { Page } from '@linzhang/shared/kernel/pages';
import type { OwnCard } from '@linzhang/shared/stamps/stamps.contract';
import type { ReactNode } from 'react';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Seal } from '../../components/display/Seal';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { dayOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listOwnCards } from './cards.api';

interface OwnCardsProps {
  onOpen: (card: OwnCard) => void;
  empty: ReactNode;
  /** The first page, which the tab has read. */
  first: Page<OwnCard>;
}

const noteOf = ({ event, completedAt, stampCount, needed }: OwnCard) =>
  `${dayOf(event.startsAt)} · ${completedAt ? `共 ${stampCount} 章` : `${stampCount} / ${needed} 章`}`;

/** The member's stamp cards, the newest first. */
export function OwnCards({ onOpen, empty, first }: OwnCardsProps) {
  const pages = usePages((cursor) => listOwnCards({ query: { cursor } }), '', first);
  return (
    <PagedList quietEnd pages={pages} keyOf={(card) => card.event.id} empty={empty}>
      {(card) => (
        <Card flush>
          <Row
            id={`card-${card.event.id}`}
            lead={
              <Seal text={`${card.stampCount}章`} size="small" angleKey={card.event.id} earned={card.stampCount > 0} />
            }
            title={card.event.name}
            note={noteOf(card)}
            tail={card.completedAt ? <Tag tone="jade" icon="check" text="已集满" /> : null}
            onTap={() => onOpen(card)}
          />
        </Card>
      )}
    </PagedList>
  );
}
