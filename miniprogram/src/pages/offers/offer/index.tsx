import type { Offer, UnmetCondition } from '@linzhang/shared/offers/offers.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { useShareCard } from '../../../features/channels/useShareCard';
import { firstStepOf } from '../../../features/members/takingPart';
import { VisitorScreen } from '../../../features/members/VisitorScreen';
import { useMessageAsk } from '../../../features/messages/useMessageAsk';
import { ClaimButton } from '../../../features/offers/ClaimButton';
import { OfferDetail } from '../../../features/offers/OfferDetail';
import { getOffer } from '../../../features/offers/offers.api';
import { toast } from '../../../lib/feedback';
import { addressOf, decoded, openPage, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { eventPages, groupPages, memberPages, offerPages } from '../../../paths';

/** Opens the page where a missing condition is met. */
function takeStep({ step, groups, eventId }: UnmetCondition): void {
  if (step === 'join_group') openPage(groupPages.group, { id: groups?.[0]?.id });
  if (step === 'bind_phone') openPage(memberPages.phone);
  if (step === 'agree_matching') openPage(memberPages.privacy);
  if (step === 'collect_stamps') openPage(eventPages.event, { id: eventId });
}

const claimed = (id: string) => {
  toast('已放进券包');
  replacePage(offerPages.claim, { id });
};

/** One offer: everything it gives and asks, and claiming it. */
export default function OfferPage() {
  const id = decoded(useRouter().params['id']);
  const [offer, setOffer] = useState<Offer>();
  const [reads, setReads] = useState(0);
  const readAgain = () => setReads((count) => count + 1);
  return (
    <VisitorScreen
      id="offer-page"
      onRefresh={async () => readAgain()}
      footer={(me) => (me?.consented && offer ? <Claiming offer={offer} onRefused={readAgain} /> : null)}
    >
      {(me) => {
        const first = firstStepOf(me);
        return first ? (
          <Empty
            icon="ticket"
            title="有一张优惠等您看"
            text={first.why}
            step={<Button onTap={first.go}>{first.verb}</Button>}
          />
        ) : (
          <OfferOf id={id} reads={reads} onRead={setOffer} />
        );
      }}
    </VisitorScreen>
  );
}

/** Claiming; in weapp the tap also asks whether WeChat may tell what becomes of the claim. */
function Claiming({ offer, onRefused }: { offer: Offer; onRefused: () => void }) {
  const askForMessages = useMessageAsk(['offer'], true);
  return <ClaimButton offer={offer} onTap={askForMessages} onClaimed={claimed} onRefused={onRefused} />;
}

function OfferOf({ id, reads, onRead }: { id: string; reads: number; onRead: (offer: Offer) => void }) {
  const visits = useVisits();
  const read = async () => {
    const found = await getOffer({ params: { offerId: id } });
    onRead(found);
    return found;
  };
  const offer = useQuery(read, `${id}|${visits}|${reads}`);
  const address = addressOf(offerPages.offer, { id });
  useShareCard({ kind: 'offer', id, title: offer.data?.name ?? '看看这张优惠', address, signed: true });
  return <Loaded query={offer}>{(shown) => <OfferDetail offer={shown} onStep={takeStep} />}</Loaded>;
}
