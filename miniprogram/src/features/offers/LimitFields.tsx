import { maxCostFen } from '@linzhang/shared/offers/offers.rules';
import { Tabs } from '../../components/action/Tabs';
import { MomentField } from '../../components/form/MomentField';
import { TextField } from '../../components/form/TextField';
import type { PartProps } from './OfferForm';
import { NONE, type OfferDraft, termsOf, wholeOf } from './offerDraft';
import { shortYuan } from './offerFace';

const VALIDITIES = [
  { value: 'days', text: '领取后几天' },
  { value: 'fixed', text: '固定日期' },
] as const;

/** How many, how much money, when. */
export function LimitFields(part: PartProps) {
  return (
    <>
      <CountFields {...part} />
      <MoneyFields {...part} />
      <ClaimWindowFields {...part} />
      <ValidityFields {...part} />
    </>
  );
}

const wholeNumber = (fixed: boolean) => ({ keyboard: 'number' as const, disabled: fixed, maxLength: 7 });

function CountFields({ draft, change, fixed }: PartProps) {
  const number = wholeNumber(fixed);
  return (
    <>
      <TextField
        id="offer-stock"
        label="总份数"
        value={draft.stock}
        onChange={(stock) => change({ stock })}
        {...number}
      />
      <TextField
        id="offer-per-member"
        label="每人最多几张"
        value={draft.perMember}
        onChange={(perMember) => change({ perMember })}
        {...number}
      />
      <TextField
        label="每人每天最多几张"
        optional
        value={draft.perMemberDay}
        onChange={(perMemberDay) => change({ perMemberDay })}
        {...number}
      />
    </>
  );
}

function MoneyFields({ draft, change, fixed }: PartProps) {
  const number = wholeNumber(fixed);
  return (
    <>
      <TextField
        id="offer-budget"
        label="总预算（元）"
        hint={budgetHint(draft)}
        value={draft.budget}
        onChange={(budget) => change({ budget })}
        {...number}
        keyboard="digit"
        maxLength={10}
      />
      {draft.merchantId === NONE ? null : (
        <TextField
          label="银行承担百分之几"
          hint="其余由商户承担"
          value={draft.bankPercent}
          onChange={(bankPercent) => change({ bankPercent })}
          {...number}
        />
      )}
    </>
  );
}

function ClaimWindowFields({ draft, change, fixed }: PartProps) {
  return (
    <>
      <MomentField
        id="offer-opens"
        label="开始领取"
        value={draft.opensAt}
        disabled={fixed}
        onChange={(opensAt) => change({ opensAt })}
      />
      <MomentField
        id="offer-closes"
        label="结束领取"
        value={draft.closesAt}
        onChange={(closesAt) => change({ closesAt })}
      />
    </>
  );
}

function ValidityFields({ draft, change, fixed }: PartProps) {
  return (
    <>
      {fixed ? null : (
        <Tabs
          label="使用期限"
          options={VALIDITIES}
          value={draft.validity}
          onChange={(validity) => change({ validity })}
        />
      )}
      {draft.validity === 'days' ? (
        <TextField
          id="offer-days"
          label="有效天数"
          hint="领取当天算第一天"
          keyboard="number"
          disabled={fixed}
          value={draft.days}
          onChange={(days) => change({ days })}
        />
      ) : (
        <>
          <MomentField
            label="从什么时候可用"
            value={draft.validFrom}
            disabled={fixed}
            onChange={(validFrom) => change({ validFrom })}
          />
          <MomentField
            label="用到什么时候"
            value={draft.validUntil}
            disabled={fixed}
            onChange={(validUntil) => change({ validUntil })}
          />
        </>
      )}
    </>
  );
}

/** What the stock would cost at most. */
function budgetHint(draft: OfferDraft): string {
  const [terms, stock] = [termsOf(draft), wholeOf(draft.stock, 1, 1_000_000)];
  if (!terms || stock === null) return '先用完份数或先用完预算，领取就停止';
  return `全部领完最多需要 ${shortYuan(maxCostFen(terms) * stock)} 元；先用完哪个，领取就停止`;
}
