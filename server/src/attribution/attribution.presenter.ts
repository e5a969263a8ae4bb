import type { AttributionAnswer, MyManager } from '@linzhang/shared/attribution/attribution.contract';
import { Types } from 'mongoose';
import { branchNames } from '../branches/branches.service';
import { employeeNames, getEmployee } from '../employees/employees.service';
import { relationOf } from './attribution.service';
import { Conversion, type ConversionRecord } from './conversion.model';
import { Credit, type CreditRecord } from './credit.model';
import { Relation } from './relation.model';

/** The customer manager as the own member sees them; nobody who has left. */
export async function presentMyManager(memberId: string): Promise<MyManager> {
  const { ownerId } = await relationOf(memberId);
  const owner = ownerId ? await getEmployee(ownerId) : null;
  if (owner?.status !== 'active') return { manager: null };
  const branchId = owner.branchId.toHexString();
  const names = await branchNames([branchId]);
  return { manager: { name: owner.name, branch: names.get(branchId) ?? '' } };
}

/** Conversions that a page shows. */
const SHOWN = 100;

/** Who brought and who serves a member, and who was credited with what and why. */
export async function presentAttribution(memberId: string): Promise<AttributionAnswer> {
  const owner = new Types.ObjectId(memberId);
  const [relation, rows] = await Promise.all([
    Relation.findById(owner).lean(),
    Conversion.find({ memberId: owner, reverses: { $exists: false } })
      .sort({ at: -1, _id: -1 })
      .limit(SHOWN)
      .lean(),
  ]);
  const ids = rows.map((row) => row._id);
  const [credits, reversals] = await Promise.all([
    Credit.find({ memberId: owner, conversionId: { $in: ids } }).lean(),
    Conversion.find({ memberId: owner, reverses: { $in: ids } }, { reverses: 1 }).lean(),
  ]);
  const people = [relation?.originId, relation?.ownerId, ...credits.map((credit) => credit.employeeId)];
  const names = await employeeNames([...new Set(people.flatMap((id) => (id ? [id.toHexString()] : [])))]);
  const named = (id: Types.ObjectId) => ({ id: id.toHexString(), name: names.get(id.toHexString()) ?? '' });
  const reversed = new Set(reversals.map((row) => row.reverses?.toHexString()));
  const { originId, originAt, originBecause, ownerId, ownerSince } = relation ?? {};
  return {
    origin:
      originId && originAt
        ? { ...named(originId), at: originAt.toISOString(), because: originBecause ?? 'touch' }
        : null,
    owner: ownerId && ownerSince ? { ...named(ownerId), since: ownerSince.toISOString() } : null,
    conversions: rows.map((row) =>
      presentConversion(
        row,
        credits.filter((credit) => credit.conversionId.equals(row._id)),
        reversed.has(row._id.toHexString()),
        named,
      ),
    ),
  };
}

function presentConversion(
  row: ConversionRecord,
  credits: readonly CreditRecord[],
  reversed: boolean,
  named: (id: Types.ObjectId) => { id: string; name: string },
): AttributionAnswer['conversions'][number] {
  return {
    id: row._id.toHexString(),
    kind: row.kind,
    at: row.at.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    because: row.because,
    reversed,
    held: row.because === 'held' && credits.length === 0 && !reversed,
    credits: credits.map(({ employeeId, ppm, because }) => ({ employee: named(employeeId), ppm, because })),
  };
}
