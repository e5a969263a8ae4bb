import { csvLine } from '@linzhang/shared/kernel/cells';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { type StockLine, stockLedger } from '../offers/stockLedger.service';
import type { Command } from './command';
import { Refusal } from './words';

const KINDS: Readonly<Record<StockLine['kind'], string>> = {
  published: '发布',
  raised: '追加',
  claimed: '领取',
  expired: '过期退回',
  cancelled: '取消退回',
  redeemed: '核销',
  reversed: '冲正',
};

/** Commands about offers. */
export const offerCommands: readonly Command[] = [
  {
    name: 'stock-ledger',
    summary: '打印一个优惠的库存和金额流水（CSV），与商户对账用',
    options: { offer: { sentence: '优惠编号（优惠详情页地址里的 id）', required: true } },
    example: '--offer 665f1c2ab4d1e20012345678',
    run: async ({ options }) => {
      const ledger = await stockLedger(options.offer ?? '');
      if (!ledger) throw new Refusal(`没有编号为 ${options.offer} 的优惠。`);
      const { name, lines, counter } = ledger;
      const left = counter
        ? `剩余 ${counter.unitsLeft} 份，预算剩余 ${formatYuan(counter.budgetLeftFen)} 元，已用 ${formatYuan(counter.spentFen)} 元`
        : '还没有发布';
      return [
        '时间,动作,份数变化,预算变化(元),已用变化(元),券码,账单(元),经手人,说明',
        ...lines.map(line),
        `# ${name}：${left}`,
      ];
    },
  },
];

function line({ at, kind, units, budgetFen, spentFen, claimId, billFen, by, because }: StockLine): string {
  const moment = at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const money = [formatYuan(budgetFen), formatYuan(spentFen)];
  const bill = billFen === null ? '' : formatYuan(billFen);
  // Numbers of ours: a minus in them is no formula.
  const known = [moment, KINDS[kind], units, ...money, claimId ?? '', bill].join(',');
  return `${known},${csvLine([by ?? '', because ?? '']).trimEnd()}`;
}
