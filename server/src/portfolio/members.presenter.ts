import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import type { Page } from '@linzhang/shared/kernel/pages';
import { maskName, memberNumber } from '@linzhang/shared/members/members.rules';
import { isBroughtSet, MEMBER_SETS, type MemberSet, SET_COUNTS } from '@linzhang/shared/portfolio/counts.rules';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { Types } from 'mongoose';
import { openableAmong } from '../customers/customers.service';
import { pageAfter } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import { conditionsOf, type MembersQuestion, orderOf } from './members.service';
import type { MovedProducts } from './moved.service';
import { PortfolioRow, type PortfolioRowRecord } from './portfolioRow.model';

/** Who reads: the own members by their whole name, and of others what they hold where the reader heads their branch. */
export interface Reader {
  employee: EmployeeSubject;
  /** The branch that the reader heads; `all` for an admin. */
  headOf: string | null;
}

/** Rows of which a reader may know what the members hold; null where that is all. */
export function readableBy({ employee: { employeeId }, headOf }: Reader): Record<string, unknown> | null {
  if (headOf === 'all') return null;
  const own = { ownerId: new Types.ObjectId(employeeId) };
  return headOf === null ? own : { $or: [own, { branchId: new Types.ObjectId(headOf) }] };
}

/** A page of the members behind a question. */
export async function presentMembers(
  question: MembersQuestion,
  reader: Reader,
  page: { cursor?: string; limit: number },
  now: Date,
): Promise<Page<PortfolioMember>> {
  const where = await conditionsOf(question, now);
  const { items, nextCursor } = await pageAfter(PortfolioRow, where, orderOf(question), page, (row) => row);
  const [rows, openable] = await Promise.all([
    presentRows(items, reader, question.moved),
    openableAmong(
      reader.employee,
      items.map(({ memberId }) => memberId.toHexString()),
    ),
  ]);
  return { items: rows.map((row) => ({ ...row, can: { open: openable.has(row.memberId) } })), nextCursor };
}

/** What a row tells of its member, whoever serves the member by now. */
export type CountedMember = Omit<PortfolioMember, 'can'>;

/** Rows as somebody may read them. */
export async function presentRows(
  rows: readonly PortfolioRowRecord[],
  reader: Reader,
  moved: MovedProducts | null,
): Promise<CountedMember[]> {
  const ids = rows.flatMap(({ ownerId, bound }) =>
    [ownerId, bound?.employeeId].flatMap((id) => id?.toHexString() ?? []),
  );
  const names = await employeeNames([...new Set(ids)]);
  return rows.map((row) => presentRow(row, names, reader, moved?.get(row.memberId.toHexString()) ?? null));
}

const NO_NAME = '会员';

function presentRow(
  row: PortfolioRowRecord,
  names: ReadonlyMap<string, string>,
  { employee: { employeeId }, headOf }: Reader,
  moved: PortfolioMember['moved'],
): CountedMember {
  const memberId = row.memberId.toHexString();
  const ownerId = row.ownerId?.toHexString() ?? null;
  const own = ownerId === employeeId;
  const open = own || headOf === 'all' || (headOf !== null && row.branchId?.toHexString() === headOf);
  const name = row.name ?? NO_NAME;
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  const { bound } = row;
  return {
    memberId,
    name: own || row.name === null ? name : maskName(name),
    number: memberNumber(memberId),
    customerNo: open ? row.customerNo : null,
    owner: ownerId === null ? null : named(ownerId),
    end: open ? presentEnd(row) : null,
    start: open ? presentStart(row) : null,
    told: open,
    sets: MEMBER_SETS.filter((set) => isIn(set, row, moved) && (open || isBroughtSet(set))),
    phoneBound: bound ? { at: bound.at.toISOString(), by: named(bound.employeeId.toHexString()) } : null,
    moved,
  };
}

function presentEnd({ end }: PortfolioRowRecord): PortfolioMember['end'] {
  if (!end) return null;
  const { asOf, tier, segment, aumFen, products, transactions, scope, watch, near } = end;
  return { asOf, tier, segment, aumFen, products: [...products], transactions, scope: [...scope], watch, near };
}

function presentStart({ start }: PortfolioRowRecord): PortfolioMember['start'] {
  if (!start) return null;
  const { asOf, tier, aumFen, inScope } = start;
  return { asOf, tier, aumFen, inScope };
}

function isIn(set: MemberSet, { counts, bound }: PortfolioRowRecord, moved: PortfolioMember['moved']): boolean {
  if (set === 'phone_bound') return bound !== null;
  return set === 'products_moved' ? moved !== null : counts[SET_COUNTS[set]] > 0;
}
