import type { Offer, UnmetCondition } from '@linzhang/shared/offers/offers.contract';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Prose } from '../../components/display/Prose';
import { Section } from '../../components/display/Section';
import { Ticket } from '../../components/display/Ticket';
import { momentOf } from '../../lib/dates';
import { conditionWords, obstacleWords, STEP_WORDS, validityWords } from './claimingWords';
import { faceOf, termsLine } from './offerFace';
import { leftWords, limitWords } from './offerNotes';

/** One offer: what it gives, under which conditions, and what is still missing. */
export function OfferDetail({ offer, onStep }: { offer: Offer; onStep: (unmet: UnmetCondition) => void }) {
  const obstacle = obstacleWords(offer);
  const where = offer.merchant?.name ?? offer.branch.name;
  return (
    <>
      <Ticket face={faceOf(offer.terms)} title={offer.name} notes={[where]} faded={offer.obstacle === 'offer_ended'} />
      {obstacle ? <Notice tone="amber" icon="clock" text={obstacle} /> : null}
      <Unmet unmet={offer.unmet} onStep={onStep} />
      <Card>
        <Facts
          facts={[
            ['优惠', termsLine(offer.terms)],
            ['在哪里用', where],
            ['使用时间', validityWords(offer.validity)],
            ['领取时间', `${momentOf(offer.closesAt)} 前`],
            ['还有', leftWords(offer)],
            ['限领', limitWords(offer)],
            ['我已领', offer.ownClaims > 0 ? `${offer.ownClaims} 张` : null],
          ]}
        />
      </Card>
      {offer.intro ? (
        <Card>
          <Prose heading="说明" text={offer.intro} />
        </Card>
      ) : null}
    </>
  );
}

/** Every condition that is not met, each with the step that meets it. */
function Unmet({ unmet, onStep }: { unmet: Offer['unmet']; onStep: (unmet: UnmetCondition) => void }) {
  if (unmet.length === 0) return null;
  return (
    <Section title="领取前还需要">
      <Card flush>
        {unmet.map((one) => {
          const { verb, hint } = STEP_WORDS[one.step];
          const button = verb ? (
            <Button id={`step-${one.condition}`} kind="ghost" size="small" onTap={() => onStep(one)}>
              {verb}
            </Button>
          ) : null;
          const note = one.condition === 'phone' ? undefined : (hint ?? undefined);
          return <Row key={one.condition} title={conditionWords(one)} note={note} tail={button} />;
        })}
      </Card>
    </Section>
  );
}
