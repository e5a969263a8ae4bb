import { PRODUCTS, type Product } from '@linzhang/shared/aum/aumRow.rules';
import type { Position } from '@linzhang/shared/employees/employees.rules';
import { POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import type { FigureSide } from '@linzhang/shared/portfolio/counts.rules';
import type { FigureLine } from '@linzhang/shared/portfolio/portfolio.contract';
import { FIGURES } from '@linzhang/shared/portfolio/portfolio.rules';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import { SCOPE_NAMES, TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { inTransaction } from '../db/transaction';
import { type SheetCell, textSheet } from '../sheets/writtenFiles';
import { runningQuarter } from './computing';
import { FIGURE_WORDS, NONE_WORDS, SEGMENT_WORDS, SET_WORDS, SIDE_WORDS } from './exportWords';
import { type FiguresQuestion, presentFigures } from './figures.presenter';
import { type CountedMember, presentRows, type Reader } from './members.presenter';
import { conditionsOf, type MembersQuestion, orderOf } from './members.service';
import { PortfolioRow, type PortfolioRowRecord } from './portfolioRow.model';

/** Members of one file; whoever has more narrows them down. */
const MOST_MEMBERS = 20_000;
const BATCH = 500;

/** Who exports, and of which branch. */
export interface Exporter {
  actor: AuditActor;
  branchId: string;
}

const MEMBER_HEADINGS = [
  '会员号',
  '客户号',
  '姓名',
  '维护人',
  '层级',
  '象限',
  '资产（元）',
  '期初层级',
  '期初资产（元）',
  '变动（元）',
  '持有产品',
  '维护原因',
  '关注',
  '临界',
  '计入',
  '名单日期',
  '最近一月交易（笔）',
  '同事维护时开通产品（项）',
  '同事维护时开通产品（元）',
];

/** The members behind a question as .xlsx, in the order of the list. */
export async function exportMembers(
  question: MembersQuestion,
  reader: Reader,
  exporter: Exporter,
  now: Date,
): Promise<FileAnswer> {
  const quarter = question.filter.quarter ?? runningQuarter(now);
  const { field, direction } = orderOf(question);
  const found = PortfolioRow.find(await conditionsOf(question, now))
    .sort({ [field]: direction, _id: direction })
    .limit(MOST_MEMBERS + 1)
    .lean();
  const cells: SheetCell[][] = [];
  for await (const batch of batchesOf(found.cursor({ batchSize: BATCH })))
    cells.push(...(await presentRows(batch, reader, question.moved)).map(memberCells));
  const whole = cells.length <= MOST_MEMBERS;
  const rows = whole ? cells : [...cells.slice(0, MOST_MEMBERS), [`只导出前 ${MOST_MEMBERS} 位，请缩小范围再导出`]];
  const file = await textSheet(`客户名单-${quarter}.xlsx`, MEMBER_HEADINGS, rows);
  const { set, search: _typed, ...filter } = question.filter;
  await recordExport(
    exporter,
    quarter,
    { kind: 'members', rows: Math.min(cells.length, MOST_MEMBERS), set: set ?? null, ...filter },
    now,
  );
  return file;
}

async function* batchesOf(rows: AsyncIterable<PortfolioRowRecord>): AsyncGenerator<PortfolioRowRecord[]> {
  let batch: PortfolioRowRecord[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const yuan = (fen: number): number => fen / 100;

function memberCells(member: CountedMember): SheetCell[] {
  const { number, customerNo, name, owner, start, end, sets, moved } = member;
  return [
    number,
    customerNo,
    name,
    owner?.name ?? '',
    end ? TIER_NAMES[end.tier] : '',
    end ? SEGMENT_WORDS[end.segment] : '',
    end ? yuan(end.aumFen) : null,
    start ? TIER_NAMES[start.tier] : '',
    start ? yuan(start.aumFen) : null,
    start && end ? yuan(end.aumFen - start.aumFen) : null,
    (end?.products ?? []).map((product) => PRODUCTS[product as Product] ?? product).join('、'),
    (end?.scope ?? []).map((reason) => SCOPE_NAMES[reason]).join('、'),
    end?.watch ? '是' : '',
    end?.near ? '是' : '',
    sets.map((set) => SET_WORDS[set]).join('、'),
    end?.asOf ?? '',
    end?.transactions ?? null,
    moved?.products ?? null,
    moved ? yuan(moved.amountFen) : null,
  ];
}

const FIGURE_HEADINGS = [
  ...FIGURES.flatMap((figure) => [FIGURE_WORDS[figure], '目标', '得分']),
  '总分',
  '客户',
  '期初维护',
  '期末维护',
  '流失',
  '提升',
  '新进',
  '退出',
  '期初资产（元）',
  '期末资产（元）',
  '交易笔数',
  '手机银行活跃',
];

/** The figures of a scope as .xlsx, the line of all last. */
export async function exportFigures(question: FiguresQuestion, exporter: Exporter, now: Date): Promise<FileAnswer> {
  const { quarter, by, day, total, rows } = await presentFigures(question, now);
  const lines = [...rows.map((row) => figureCells(titleOf(by, row), row)), figureCells('合计', total)];
  const file = await textSheet(
    `业绩-${SIDE_WORDS[by]}-${quarter}.xlsx`,
    [`${SIDE_WORDS[by]}（截至 ${day}）`, ...FIGURE_HEADINGS],
    lines,
  );
  await recordExport(exporter, quarter, { kind: 'figures', by, rows: rows.length }, now);
  return file;
}

function titleOf(by: FigureSide, { id, name }: FigureLine): string {
  if (id === null) return NONE_WORDS[by];
  if (by === 'tier') return TIER_NAMES[id as Tier];
  if (by === 'segment') return SEGMENT_WORDS[id as Segment];
  return by === 'position' ? POSITION_NAMES[id as Position] : (name ?? '');
}

function figureCells(title: string, { figures, score, counts }: FigureLine): SheetCell[] {
  const { members, atStart, atEnd, left, rose, entered, gone } = counts;
  const { startFen, endFen, transactions, mobileActive } = counts;
  return [
    title,
    ...figures.flatMap(({ actual, target, points }) => [actual, target, points]),
    score,
    ...[members, atStart, atEnd, left, rose, entered, gone],
    ...[yuan(startFen), yuan(endFen), transactions, mobileActive],
  ];
}

/** Whoever takes figures and names out of the product leaves a line. */
async function recordExport(
  { actor, branchId }: Exporter,
  quarter: string,
  changes: Record<string, unknown>,
  now: Date,
): Promise<void> {
  await inTransaction((session) =>
    recordAuditBy(session, actor, {
      action: 'portfolio_exported',
      subject: { kind: 'branch', id: branchId, name: quarter },
      branchId,
      at: now,
      changes,
    }),
  );
}
