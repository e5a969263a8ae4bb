import { type AumPart, aumOf } from '@linzhang/shared/aum/aumRow.rules';
import type { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { findStanding, standingMemberIds } from '../tiering/tiering.service';
import { AumAccount, type AumAccountRecord } from './aumAccount.model';
import { AumRowEntry, type AumRowRecord } from './aumRow.model';
import { aumNumbersOf } from './numbers';
import { isRecounting } from './recounting';

/** Recomputes accounts from the rows of the imports, and compares where members stand with their accounts. */
export async function* verifyAum(): AsyncGenerator<Difference> {
  const countedBy = new Map<string, readonly AumPart[] | 'recounting'>();
  for await (const account of AumAccount.find().sort({ _id: 1 }).lean().cursor()) {
    const branchId = account.branchId.toHexString();
    const parts = countedBy.get(branchId) ?? (await countedIn(account.branchId));
    countedBy.set(branchId, parts);
    // Where accounts are still to follow what counts, there is nothing to compare with yet.
    if (parts !== 'recounting') yield* pointDifferences(account, parts);
    yield* standingDifferences(account);
  }
  for await (const memberId of standingMemberIds())
    if (!(await AumAccount.exists({ memberId })))
      yield { projection: 'standings', id: String(memberId), expected: null, found: 'a standing without a customer' };
}

async function countedIn(branchId: Types.ObjectId): Promise<readonly AumPart[] | 'recounting'> {
  return (await isRecounting(branchId)) ? 'recounting' : (await aumNumbersOf(branchId.toHexString())).parts;
}

/** Of the rows for a day the one of the newest import holds. */
async function* pointDifferences(account: AumAccountRecord, parts: readonly AumPart[]): AsyncGenerator<Difference> {
  const id = account._id.toHexString();
  const rows = await AumRowEntry.find({ _id: { $gt: `${id}:`, $lt: `${id};` } })
    .sort({ _id: 1 })
    .lean();
  const byDay = new Map(rows.map((row) => pointOf(row, parts)));
  const found = account.points.map(({ on, fen, by }) => `${on} ${fen} ${by}`);
  const first = account.points[0]?.on ?? '';
  const expected = [...byDay.values()].filter(({ on }) => on >= first).map(({ on, fen, by }) => `${on} ${fen} ${by}`);
  if (found.join() !== expected.join()) yield { projection: 'aumaccounts.points', id, expected, found };
  const latest = [...byDay.values()].at(-1);
  if (latest?.fen !== account.facts.aumFen)
    yield { projection: 'aumaccounts.aumFen', id, expected: latest?.fen, found: account.facts.aumFen };
}

function pointOf(
  { _id, says }: AumRowRecord,
  parts: readonly AumPart[],
): [string, { on: string; fen: number; by: number }] {
  const [, on = '', by = ''] = _id.split(':');
  return [on, { on, fen: aumOf(says, parts), by: Number(by) }];
}

async function* standingDifferences({ memberId, stale, facts }: AumAccountRecord): AsyncGenerator<Difference> {
  if (!memberId || stale) return;
  const id = memberId.toHexString();
  const standing = await findStanding(id);
  const [expected, found] = [facts, standing?.facts].map((each) => each && `${each.asOf} ${each.aumFen}`);
  if (expected !== found) yield { projection: 'standings.facts', id, expected, found };
}
