import { formatYuan } from '@linzhang/shared/kernel/money';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Progress } from '../../components/display/Progress';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { Ticket } from '../../components/display/Ticket';
import { windowOf } from '../../lib/dates';
import { countOf, wanOf } from '../../lib/numbers';
import { validityWords } from './claimingWords';
import { faceOf, termsLine } from './offerFace';
import { limitWords } from './offerNotes';
import { boothWords, conditionLines, FAULT_WORDS, KIND_WORDS, STATUS_TAGS } from './workOfferWords';

/** Where the page's parts lead. */
export interface OfferSteps {
  onEdit: () => void;
  onPreview: () => void;
  onClaims: () => void;
  onCopy: () => void;
  onRaise: () => void;
  onPause: () => void;
  onEnd: () => void;
  onWithdraw: () => void;
}

/** An offer as its branch works with it: the figures first, then what it is, then what can be done. */
export function WorkOfferDetail({ offer, steps }: { offer: WorkOffer; steps: OfferSteps }) {
  return (
    <>
      <Ticket
        face={faceOf(offer.terms)}
        title={offer.name}
        notes={[`${KIND_WORDS[offer.terms.kind]} · ${offer.merchant?.name ?? offer.branch.name}`]}
        faded={offer.status === 'ended'}
      >
        <Tag {...STATUS_TAGS[offer.status]} />
      </Ticket>
      {offer.waiting ? <Notice tone="amber" icon="clock" text={WAITING_WORDS[offer.waiting]} /> : null}
      <Faults faults={offer.faults} />
      {offer.status === 'draft' || offer.status === 'waiting' ? null : <Figures offer={offer} />}
      <Steps offer={offer} steps={steps} />
      <Card>
        <Facts facts={factsOf(offer)} />
      </Card>
    </>
  );
}

const WAITING_WORDS = {
  publish: '费用超过本月上限，等另一位主任或管理员确认后发布。',
  raise: '追加数量或预算，等另一位主任或管理员确认。',
} as const;

/** Everything that is to mend before publishing, at once. */
export function Faults({ faults }: { faults: WorkOffer['faults'] }) {
  if (faults.length === 0) return null;
  return (
    <Section title="发布前要改好" count={String(faults.length)}>
      {faults.map((fault) => (
        <Notice key={fault} tone="amber" text={FAULT_WORDS[fault]} />
      ))}
    </Section>
  );
}

function Figures({ offer: { figures } }: { offer: WorkOffer }) {
  const reserved = figures.budgetFen - figures.budgetLeftFen - figures.spentFen;
  return (
    <Section title="领取和费用">
      <Card>
        <Progress
          share={1 - figures.unitsLeft / Math.max(1, figures.stock)}
          text={`已领 ${countOf(figures.claimedCount)} 张，还剩 ${countOf(figures.unitsLeft)} / ${countOf(figures.stock)} 份`}
        />
        <Progress
          tone="gold"
          share={1 - figures.budgetLeftFen / Math.max(1, figures.budgetFen)}
          text={`预算 ${formatYuan(figures.budgetFen)} 元，还剩 ${formatYuan(figures.budgetLeftFen)} 元`}
        />
        <Facts
          facts={[
            ['已核销', `${countOf(figures.redeemedCount)} 张`],
            ['已花费', `${formatYuan(figures.spentFen)} 元`],
            ['未用的券占用', `${formatYuan(Math.max(0, reserved))} 元`],
          ]}
        />
      </Card>
    </Section>
  );
}

function Steps({ offer, steps }: { offer: WorkOffer; steps: OfferSteps }) {
  const { can, figures } = offer;
  const claims = `${countOf(figures.claimedCount)} 张`;
  return (
    <Card flush>
      {can.update ? <Row id="edit-offer" icon="pen" title="修改" onTap={steps.onEdit} /> : null}
      <Row id="preview-offer" icon="person" title="看看客户眼里的样子" onTap={steps.onPreview} />
      {figures.claimedCount > 0 ? (
        <Row id="offer-claims" icon="list" title="领取记录" value={claims} onTap={steps.onClaims} />
      ) : null}
      {can.raise ? <Row id="raise-offer" icon="plus" title="追加份数或预算" onTap={steps.onRaise} /> : null}
      {can.manageClaims ? <Row id="copy-offer" icon="copy" title="复制成新的草稿" onTap={steps.onCopy} /> : null}
      {can.withdraw ? <Row id="withdraw-offer" icon="exit" title="撤回确认申请" onTap={steps.onWithdraw} /> : null}
      {can.pause ? <Row id="pause-offer" icon="clock" title="暂停领取" onTap={steps.onPause} /> : null}
      {can.end ? <Row id="end-offer" icon="close" title="结束这项优惠" onTap={steps.onEnd} /> : null}
    </Card>
  );
}

function factsOf(offer: WorkOffer): [string, string | null][] {
  const split = offer.merchant && offer.unitCostFen > 0 ? offer.bankPercent : null;
  return [
    ['优惠', termsLine(offer.terms)],
    ['所属活动', offer.campaign],
    ['领取时间', windowOf(offer.opensAt, offer.closesAt)],
    ['使用期限', validityWords(offer.validity)],
    ['也可在摊位用', offer.booths.map(boothWords).join('、') || null],
    ['限领', limitWords(offer)],
    ['谁可以领', conditionLines(offer, wanOf).join('；') || '人人可领'],
    ['每张最多', `${formatYuan(offer.unitCostFen)} 元`],
    ['费用分担', split === null ? null : `银行 ${split}%，商户 ${100 - split}%`],
    ['说明', offer.intro || null],
  ];
}
