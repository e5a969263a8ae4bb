import { type Option, PickerField } from '../../components/form/PickerField';
import { TextAreaField, TextField } from '../../components/form/TextField';
import type { PartProps } from './OfferForm';
import { NONE } from './offerDraft';
import { KIND_OPTIONS } from './workOfferWords';

/** Name, kind and what the holder gets. */
export function TermsFields({ draft, change, fixed, merchants }: PartProps & { merchants: readonly Option<string>[] }) {
  return (
    <>
      <PickerField
        id="offer-kind"
        label="种类"
        options={KIND_OPTIONS}
        value={draft.kind}
        disabled={fixed}
        onChange={(kind) => change({ kind, ...(kind === 'prize' ? { merchantId: NONE, bankPercent: '100' } : {}) })}
      />
      <TextField
        id="offer-name"
        label="名称"
        hint="显示在券上，如“满50减20”，最多 20 个字"
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={20}
      />
      <KindFields draft={draft} change={change} fixed={fixed} />
      {draft.kind === 'prize' ? null : (
        <PickerField
          id="offer-merchant"
          label="在哪家商户用"
          options={[{ value: NONE, text: '不属于商户，在网点使用' }, ...merchants]}
          value={draft.merchantId}
          disabled={fixed}
          onChange={(merchantId) => change({ merchantId, ...(merchantId === NONE ? { bankPercent: '100' } : {}) })}
        />
      )}
      <TextAreaField
        id="offer-intro"
        label="使用说明"
        optional
        hint="哪些商品能用、能不能和别的优惠一起用"
        value={draft.intro}
        onChange={(intro) => change({ intro })}
        maxLength={500}
      />
      <TextField
        label="所属活动名称"
        optional
        hint="同名的优惠和活动一起统计费用和效果"
        value={draft.campaign}
        onChange={(campaign) => change({ campaign })}
        maxLength={20}
      />
    </>
  );
}

function KindFields(part: PartProps) {
  switch (part.draft.kind) {
    case 'gift':
    case 'prize':
      return <GoodsFields {...part} />;
    case 'discount':
      return (
        <>
          <ThresholdField {...part} optional />
          <RateFields {...part} />
        </>
      );
    case 'aum_threshold':
      return (
        <>
          <RiseField {...part} />
          <OffField {...part} label="抵用多少（元）" />
        </>
      );
    default:
      return (
        <>
          <ThresholdField {...part} />
          <OffField {...part} label="减多少（元）" />
        </>
      );
  }
}

const yuanOf = (fixed: boolean) => ({ keyboard: 'digit' as const, disabled: fixed, maxLength: 9 });

function GoodsFields({ draft, change, fixed }: PartProps) {
  return (
    <>
      <TextField
        id="offer-goods"
        label="礼品"
        disabled={fixed}
        value={draft.goods}
        onChange={(goods) => change({ goods })}
        maxLength={30}
      />
      <TextField
        id="offer-cost"
        label="每份成本（元）"
        hint="不花钱的填 0"
        value={draft.cost}
        onChange={(cost) => change({ cost })}
        {...yuanOf(fixed)}
      />
    </>
  );
}

function RateFields({ draft, change, fixed }: PartProps) {
  return (
    <>
      <TextField
        id="offer-rate"
        label="打几折"
        hint="8 折填 8，八五折填 8.5"
        value={draft.rate}
        onChange={(rate) => change({ rate })}
        {...yuanOf(fixed)}
      />
      <TextField
        id="offer-cap"
        label="最多减（元）"
        value={draft.cap}
        onChange={(cap) => change({ cap })}
        {...yuanOf(fixed)}
      />
    </>
  );
}

function ThresholdField({ draft, change, fixed, optional = false }: PartProps & { optional?: boolean }) {
  return (
    <TextField
      id="offer-threshold"
      label="账单满多少可用（元）"
      optional={optional}
      value={draft.threshold}
      onChange={(threshold) => change({ threshold })}
      {...yuanOf(fixed)}
    />
  );
}

function RiseField({ draft, change, fixed }: PartProps) {
  return (
    <TextField
      id="offer-rise"
      label="资产增加（万元）"
      hint="比领取时和前 90 天平均中较高的一个多出这么多，并保持 30 天"
      value={draft.rise}
      onChange={(rise) => change({ rise })}
      {...yuanOf(fixed)}
    />
  );
}

function OffField({ draft, change, fixed, label }: PartProps & { label: string }) {
  return (
    <TextField id="offer-off" label={label} value={draft.off} onChange={(off) => change({ off })} {...yuanOf(fixed)} />
  );
}
