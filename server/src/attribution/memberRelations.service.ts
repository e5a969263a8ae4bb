import { PERFORMANCE_MODEL } from '@linzhang/shared/attribution/attribution.rules';
import { type ClientSession, Types } from 'mongoose';
import { type MemberRelation, presentRelation } from './attribution.service';
import { Conversion } from './conversion.model';
import { Credit } from './credit.model';
import { OwnerChange, type OwnerChangeRecord } from './ownerChange.model';
import { Relation, type RelationRecord } from './relation.model';

const idsOf = (memberIds: readonly string[]) => memberIds.map((id) => new Types.ObjectId(id));

/** Who brought and who serves each of these members; a member nobody has anything to do with is left out. */
export async function relationsOf(memberIds: readonly string[]): Promise<Map<string, MemberRelation>> {
  const rows = await Relation.find({ _id: { $in: idsOf(memberIds) } }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), presentRelation(row)]));
}

/** Everybody who has a relation to the bank, in the order of their ids. */
export async function* relatedMemberIds(): AsyncGenerator<Types.ObjectId> {
  const cursor = Relation.collection.find<{ _id: Types.ObjectId }>({}, { projection: { _id: 1 } }).sort({ _id: 1 });
  for await (const { _id } of cursor) yield _id;
}

/** Who owned each of these members at an instant that is over; who was nobody's is left out. */
export async function ownersAt(memberIds: readonly string[], at: Date): Promise<Map<string, string>> {
  const ids = idsOf(memberIds);
  const [relations, changes] = await Promise.all([
    Relation.find({ _id: { $in: ids } }).lean(),
    OwnerChange.find({ memberId: { $in: ids } })
      .sort({ memberId: 1, at: 1, _id: 1 })
      .lean(),
  ]);
  const byMember = new Map<string, OwnerChangeRecord[]>();
  for (const change of changes) {
    const id = change.memberId.toHexString();
    byMember.set(id, [...(byMember.get(id) ?? []), change]);
  }
  return new Map(
    relations.flatMap((relation): [string, string][] => {
      const id = relation._id.toHexString();
      const owner = ownerAt(relation, byMember.get(id) ?? [], at);
      return owner ? [[id, owner.toHexString()]] : [];
    }),
  );
}

/** Whoever became owner with a touch is in no change: since when is known of the relation alone. */
function ownerAt(relation: RelationRecord, changes: readonly OwnerChangeRecord[], at: Date): Types.ObjectId | null {
  const before = changes.findLast((change) => change.at < at);
  if (before) return before.toId;
  const after = changes[0];
  if (!after) return relation.ownerId && relation.ownerSince && relation.ownerSince < at ? relation.ownerId : null;
  const cameLater = relation.originAt !== undefined && relation.originAt >= at;
  return cameLater && after.fromId && relation.originId?.equals(after.fromId) ? null : after.fromId;
}

/** A bound phone that counts, for whom and in which branch. */
export interface CreditedBinding {
  employeeId: string;
  branchId: string | null;
  at: Date;
}

/** The bound phones of these members that somebody is credited with: not taken back, and not waiting for a head. */
export async function bindingsOf(
  memberIds: readonly string[],
  session: ClientSession | null = null,
): Promise<Map<string, CreditedBinding>> {
  const memberId = { $in: idsOf(memberIds) };
  const rows = await Conversion.find({ memberId, kind: 'phone_bound' as const })
    .sort({ memberId: 1, at: -1 })
    .session(session)
    .lean();
  const reversed = new Set(rows.flatMap((row) => (row.reverses ? [row.reverses.toHexString()] : [])));
  const standing = rows.filter((row) => !row.reverses && !reversed.has(row._id.toHexString()));
  if (standing.length === 0) return new Map();
  const conversionId = { $in: standing.map((row) => row._id) };
  const where = { memberId, conversionId, model: PERFORMANCE_MODEL, reverses: { $exists: false } };
  const credits = await Credit.find(where, { conversionId: 1, employeeId: 1 }).session(session).lean();
  const credited = new Map(credits.map((row) => [row.conversionId.toHexString(), row.employeeId.toHexString()]));
  // The earliest one is written last and stays: a second account's binding is no second one.
  return new Map(
    standing.flatMap(({ _id, memberId: of, homeBranchId, at }): [string, CreditedBinding][] => {
      const employeeId = credited.get(_id.toHexString());
      const branchId = homeBranchId?.toHexString() ?? null;
      return employeeId === undefined ? [] : [[of.toHexString(), { employeeId, branchId, at }]];
    }),
  );
}

/** Products that a member opened, and their amounts in fen. */
export interface OpenedProducts {
  products: number;
  amountFen: number;
}

/** What members opened in a period to the credit of an employee, by member, whoever serves them. */
export async function productsCredited(
  employeeId: string,
  { from, to }: { from: Date; to: Date },
): Promise<Map<string, OpenedProducts>> {
  const rows = await Credit.aggregate<OpenedProducts & { _id: Types.ObjectId }>([
    { $match: { employeeId: new Types.ObjectId(employeeId), at: { $gte: from, $lt: to }, model: PERFORMANCE_MODEL } },
    // What was taken back sums to nothing.
    { $group: { _id: { memberId: '$memberId', conversionId: '$conversionId' }, ppm: { $sum: '$ppm' } } },
    { $match: { ppm: { $gt: 0 } } },
    { $lookup: { from: Conversion.collection.name, localField: '_id.conversionId', foreignField: '_id', as: 'row' } },
    { $match: { 'row.kind': 'product_opened' } },
    { $group: { _id: '$_id.memberId', products: { $sum: 1 }, amountFen: { $sum: { $sum: '$row.amountFen' } } } },
  ]);
  return new Map(rows.map(({ _id, products, amountFen }) => [_id.toHexString(), { products, amountFen }]));
}
