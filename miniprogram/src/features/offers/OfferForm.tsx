import { maxCostFen } from '@linzhang/shared/offers/offers.rules';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Ticket } from '../../components/display/Ticket';
import { Fields, Form } from '../../components/form/Form';
import { useMutation } from '../../lib/useMutation';
import { BoothFields } from './BoothFields';
import { ConditionFields, type OfferChoices } from './ConditionFields';
import { LimitFields } from './LimitFields';
import { draftOfOffer, fieldsOf, type OfferDraft, termsOf } from './offerDraft';
import { faceOf, termsLine } from './offerFace';
import { TermsFields } from './TermsFields';
import { createOffer, updateOffer } from './workOffers.api';

interface OfferFormProps extends OfferChoices {
  offer: WorkOffer | null;
  branchId: string;
  onDone: (offer: WorkOffer) => void;
}

/** What every part of the form gets. */
export interface PartProps {
  draft: OfferDraft;
  change: (part: Partial<OfferDraft>) => void;
  /** Published: what members were promised stays. */
  fixed: boolean;
}

/** Makes an offer, or changes one; the ticket above shows it as it is typed. */
export function OfferForm({ offer, branchId, onDone, ...choices }: OfferFormProps) {
  const [draft, setDraft] = useState(() => draftOfOffer(offer, Date.now()));
  const change = (part: Partial<OfferDraft>) => setDraft((before) => ({ ...before, ...part }));
  const fields = fieldsOf(draft);
  const fixed = offer !== null && offer.status !== 'draft';
  const save = useMutation((input: NonNullable<typeof fields>, requestId) => {
    if (!offer) return createOffer({ body: { ...input, branchId, requestId } });
    return updateOffer({ params: { offerId: offer.id }, body: { ...input, version: offer.version } });
  }, onDone);
  const part = { draft, change, fixed };
  return (
    <Form>
      <Preview draft={draft} />
      {fixed ? (
        <Notice tone="sky" icon="info" text="已经发布：只能改名称、说明、所属活动、可用摊位和领取结束时间。" />
      ) : null}
      <Section title="优惠内容">
        <Fields>
          <TermsFields {...part} merchants={choices.merchants} />
          <BoothFields {...part} events={choices.events} />
        </Fields>
      </Section>
      <Section title="数量、预算和时间">
        <Fields>
          <LimitFields {...part} />
        </Fields>
      </Section>
      <Section title="谁可以领">
        <Fields>
          <ConditionFields {...part} {...choices} />
        </Fields>
      </Section>
      <ErrorNotice error={save.error} />
      <Button id="save-offer" disabled={!fields} busy={save.busy} onTap={() => fields && save.submit(fields)}>
        {offer ? '保存' : '存为草稿'}
      </Button>
    </Form>
  );
}

function Preview({ draft }: { draft: OfferDraft }) {
  const terms = termsOf(draft);
  if (!terms) return <Notice tone="sky" icon="info" text="填好优惠内容，这里会显示客户看到的券。" />;
  const cost = maxCostFen(terms);
  const notes = [termsLine(terms), cost > 0 ? `每张最多花 ${cost / 100} 元` : '不花钱'];
  return <Ticket face={faceOf(terms)} title={draft.name.trim() || '优惠名称'} notes={notes} />;
}
