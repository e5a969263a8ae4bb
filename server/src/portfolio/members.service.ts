import { isBroughtSet, type MemberOrder, type MemberSet, SET_COUNTS } from '@linzhang/shared/portfolio/counts.rules';
import type { PortfolioScope } from '@linzhang/shared/portfolio/portfolio.policy';
import type { MembersFilter } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { Types } from 'mongoose';
import { containing } from '../db/containing';
import type { PageOrder } from '../db/pages';
import { findEmployees } from '../employees/employees.service';
import { broughtIn, servedIn } from './cells.service';
import { runningQuarter } from './computing';
import type { MovedProducts } from './moved.service';
import { PortfolioRow } from './portfolioRow.model';

/** Whose members are listed, and for whom. */
export interface MembersQuestion {
  filter: MembersFilter;
  scope: PortfolioScope;
  /** Rows of which the one who asks may know what the members hold; null where that is all. */
  readable: Record<string, unknown> | null;
  /** Of `products_moved`: what the members opened; null where they are asked for by another number. */
  moved: MovedProducts | null;
}

/** The condition that the rows of a question meet. */
export async function conditionsOf(question: MembersQuestion, now: Date) {
  const { filter, readable } = question;
  const { set, tier, tierAtStart, segment, search } = filter;
  const brought = set !== undefined && isBroughtSet(set);
  const base = baseOf(question, filter.quarter ?? runningQuarter(now));
  const parts: Record<string, unknown>[] = [base];
  if (set && !isBroughtSet(set)) parts.push({ [`counts.${SET_COUNTS[set]}`]: { $gt: 0 } });
  if (tier) parts.push({ 'end.tier': storedWord(tier) });
  if (tierAtStart) parts.push({ 'start.tier': storedWord(tierAtStart) });
  if (segment) parts.push({ 'end.segment': storedWord(segment) });
  if (filter.watch) parts.push({ 'end.watch': true });
  if (filter.near) parts.push({ 'end.near': true });
  if (filter.inScope) parts.push({ 'end.inScope': true });
  if (search) parts.push(searched(search));
  if (filter.position) parts.push(await ofPosition(filter.position, personIn(set), base));
  // What others' members hold is not told, so nothing is found by it.
  if (brought && readable && parts.length > 1) parts.push(readable);
  return { $and: parts };
}

/** The rows of a quarter that a question is about, before it is narrowed down. */
function baseOf({ filter: { set }, scope, moved }: MembersQuestion, quarter: string): Record<string, unknown> {
  if (moved) return { quarter, memberId: { $in: [...moved.keys()].map((id) => new Types.ObjectId(id)) } };
  return set === 'phone_bound' ? broughtIn(quarter, scope) : servedIn(quarter, scope);
}

/** By whose position members are found: by who brought them where the number counts for that one. */
function personIn(set: MemberSet | undefined): 'ownerId' | 'bound.employeeId' {
  return set === 'phone_bound' ? 'bound.employeeId' : 'ownerId';
}

function storedWord(word: string): string | null {
  return word === 'none' ? null : word;
}

function searched(text: string): Record<string, unknown> {
  const part = containing(text);
  return { $or: [{ name: part }, { customerNo: new RegExp(`^${part.source}`, 'i') }] };
}

/** Members whose owner, or who was brought by somebody, of a position. */
async function ofPosition(
  position: string,
  field: 'ownerId' | 'bound.employeeId',
  base: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (position === 'none') return { [field]: null };
  const ids = (await PortfolioRow.distinct(field, base)) as (Types.ObjectId | null)[];
  const employees = await findEmployees(ids.flatMap((id) => (id ? [id.toHexString()] : [])));
  return { [field]: { $in: employees.filter((row) => row.position === position).map((row) => row._id) } };
}

const ORDERS: Readonly<Record<MemberOrder, PageOrder>> = {
  aum: { field: 'aumFen', direction: -1 },
  risen: { field: 'changeFen', direction: -1 },
  fallen: { field: 'changeFen', direction: 1 },
};

/** The order of a list; of who was brought none that tells what they hold. */
export function orderOf({ filter, readable }: MembersQuestion): PageOrder {
  if (filter.set && isBroughtSet(filter.set) && readable) return { field: '_id', direction: -1 };
  return ORDERS[filter.order];
}
