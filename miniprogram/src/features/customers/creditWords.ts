import type { AttributionAnswer, CreditedConversion } from '@linzhang/shared/attribution/attribution.contract';
import { type ConversionKind, type OriginReason, WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { CONVERSION_NAMES, MODEL_NAMES, ORIGIN_NAMES } from '@linzhang/shared/attribution/attributionNames.rules';
import { PRODUCTS, type Product } from '@linzhang/shared/aum/aumRow.rules';
import { PLACEMENT_NAMES, SOURCE_NAMES } from '@linzhang/shared/channels/channelNames.rules';
import type { ChannelSource } from '@linzhang/shared/channels/channels.rules';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { momentOf } from '../../lib/dates';
import { wanOf } from '../../lib/numbers';

/** What the credit rests on. */
const BECAUSE_WORDS: Readonly<Record<string, string>> = {
  origin: '首维护人一直计归因',
  new_origin: '由最近一次来访的客户经理带来，成为首维护人',
  decided: '主任决定，第二人确认',
  insider: '本行员工，不计归因',
  no_touch: '之前没有可归因的来源',
  held: '当天绑定过多，等主任核实',
};

/** `333333` of a million -> `33.3 %`; whole ones without a decimal. */
export function percentOf(ppm: number): string {
  const tenths = Math.round((ppm / WHOLE_PPM) * 1_000);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} %`;
}

/** What it was, with product and amount: `新开产品 · 基金 · 5.0 万`. */
export function conversionTitle({ kind, product, amountFen }: CreditedConversion): string {
  const name = product === null ? null : (PRODUCTS[product as Product] ?? product);
  return [CONVERSION_NAMES[kind], name, amountFen === null ? null : amountOf(kind, amountFen)]
    .filter(Boolean)
    .join(' · ');
}

/** A bill in yuan, what the bank's list says in 万. */
function amountOf(kind: ConversionKind, fen: number): string {
  return kind === 'claim_redeemed' ? `账单 ${formatYuan(fen)} 元` : wanOf(fen);
}

/** Why it is credited so. */
export function becauseOf(because: string): string {
  return BECAUSE_WORDS[because] ?? because;
}

/** How the origin manager came to be it: `由来访带来 · 活动讲座 · 菜市场门口`. */
export function originLine({
  because,
  source,
  channel,
}: {
  because: OriginReason;
  source: ChannelSource | null;
  channel: { name: string } | null;
}): string {
  const parts = [ORIGIN_NAMES[because], source ? SOURCE_NAMES[source] : null, channel?.name ?? null];
  return parts.filter(Boolean).join(' · ');
}

/** A touch in a line: `11 月 8 日 10:42  周敏 · 活动讲座 · 菜市场门口`. */
export function touchLine({ employee, channel, source, placement, at }: CreditedConversion['touches'][number]): string {
  const parts = [employee.name, SOURCE_NAMES[source], channel?.name ?? (placement ? PLACEMENT_NAMES[placement] : null)];
  return `${momentOf(at)}  ${parts.filter(Boolean).join(' · ')}`;
}

/** What each comparing model would give, person by person: `['平均分', '周敏 67 % · 陈立 33 %']`. */
export function comparingFacts({ touches, comparing }: CreditedConversion): [string, string | null][] {
  return comparing.map(({ model, ppm }) => {
    const sums = new Map<string, { name: string; ppm: number }>();
    ppm.forEach((part, index) => {
      const employee = touches[index]?.employee;
      if (employee) sums.set(employee.id, { name: employee.name, ppm: (sums.get(employee.id)?.ppm ?? 0) + part });
    });
    const shares = [...sums.values()].filter((each) => each.ppm > 0);
    const said = shares.map((each) => `${each.name} ${percentOf(each.ppm)}`).join(' · ');
    return [MODEL_NAMES[model], said || '—'];
  });
}

/** To whose credit a conversion is that only its bringer reads. */
export function creditedTo({ credits, held, reversed }: AttributionAnswer['conversions'][number]): string {
  if (reversed) return '已撤销';
  if (held) return '等主任核实';
  if (credits.length === 0) return '没有计归因';
  return credits.map(({ employee, ppm }) => `${employee.name} ${percentOf(ppm)}`).join('、');
}
