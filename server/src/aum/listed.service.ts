import { type AccountFacts, factsOf, type ImportedPoint } from '@linzhang/shared/aum/aum.rules';
import { Types } from 'mongoose';
import { AumAccount } from './aumAccount.model';
import { AumRowEntry, rowId } from './aumRow.model';

/** A member as the customer of the bank's list. */
export interface ListedMember {
  accountId: string;
  customerNo: string;
  /** Branch whose list names the customer. */
  branchId: string;
  /** In order of their days, of two years. */
  points: ImportedPoint[];
}

/** The customers that these members are; who is matched with none is left out. */
export async function listedMembers(memberIds: readonly string[]): Promise<Map<string, ListedMember>> {
  const where = { memberId: { $in: memberIds.map((id) => new Types.ObjectId(id)) } };
  const rows = await AumAccount.find(where, { memberId: 1, customerNo: 1, branchId: 1, points: 1 }).lean();
  return new Map(
    rows.flatMap(({ _id, memberId, customerNo, branchId, points }): [string, ListedMember][] =>
      memberId
        ? [
            [
              memberId.toHexString(),
              { accountId: _id.toHexString(), customerNo, branchId: branchId.toHexString(), points },
            ],
          ]
        : [],
    ),
  );
}

/** Names a row of the lists by the point that it gave an account. */
export interface ListedPoint {
  accountId: string;
  point: ImportedPoint;
}

const keyOf = ({ accountId, point }: ListedPoint) => rowId(new Types.ObjectId(accountId), point.on, point.by);

/** What the rows behind these points said, in their order. */
export async function factsAt(points: readonly ListedPoint[]): Promise<AccountFacts[]> {
  const rows = await AumRowEntry.find({ _id: { $in: points.map(keyOf) } }).lean();
  const said = new Map(rows.map((row) => [row._id, row.says]));
  return points.map((each) => {
    const says = said.get(keyOf(each));
    if (!says) throw new Error(`row ${keyOf(each)} of the lists is not there`);
    const { on, by, fen } = each.point;
    // The amount as it was taken: what counts as AUM may have been another sum then.
    return { ...factsOf({ ...says, asOf: on, customerNo: '', phone: null, name: null }, by), aumFen: fen };
  });
}
