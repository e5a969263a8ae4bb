import type { Me } from '@linzhang/shared/members/members.contract';
import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Loaded } from '../../../components/screen/Loaded';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { CardRewards, NextStamp, UnvisitedBooths } from '../../../features/stamps/CardProgress';
import { useOwnCodes } from '../../../features/stamps/codeRun';
import { stampCodesOf } from '../../../features/stamps/codeSources';
import { StampBoard } from '../../../features/stamps/StampBoard';
import { useLiveCard } from '../../../features/stamps/useLiveCard';
import { windowOf } from '../../../lib/dates';
import { decoded, openPage, showTitle } from '../../../lib/navigation';
import { eventPages, offerPages } from '../../../paths';

/** The own stamp card of an event: what is there, what comes next, where to go. */
export default function CardPage() {
  const id = decoded(useRouter().params['id']);
  const [card, setCard] = useState<StampCard>();
  const footer = card?.can.showCode ? (
    <Button id="show-code" onTap={() => openPage(eventPages.code, { id })}>
      出示集章码
    </Button>
  ) : null;
  return (
    <AccountScreen id="card-page" needs="consent" footer={footer}>
      {(me) => <OwnCard id={id} me={me} onCard={setCard} />}
    </AccountScreen>
  );
}

function OwnCard({ id, me, onCard }: { id: string; me: Me; onCard: (card: StampCard) => void }) {
  const { query, freshIds } = useLiveCard(id);
  const { data } = query;
  // Codes are fetched on the way to the booths, so that they are there where the network is not.
  useOwnCodes(stampCodesOf(me.id, id), data?.can.showCode === true);
  useEffect(() => {
    if (!data) return;
    onCard(data);
    showTitle(data.event.name);
  }, [data, onCard]);
  return (
    <Loaded query={query}>
      {(card) => (
        <>
          <StampBoard card={card} freshIds={freshIds} />
          <NextStamp card={card} />
          <UnvisitedBooths booths={card.booths} />
          <CardRewards card={card} onClaim={(claim) => openPage(offerPages.claim, { id: claim })} />
          <Card flush>
            <Row
              id="open-event"
              icon="info"
              title="活动详情"
              note={`${windowOf(card.event.startsAt, card.event.endsAt)} · ${card.event.place}`}
              onTap={() => openPage(eventPages.event, { id })}
            />
          </Card>
        </>
      )}
    </Loaded>
  );
}
