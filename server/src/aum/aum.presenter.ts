import type { AumDoubt, AumFault, AumImport } from '@linzhang/shared/aum/aum.contract';
import type { Column } from '@linzhang/shared/aum/aumRow.rules';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import { branchNames } from '../branches/branches.service';
import { maskedNames } from '../members/members.service';
import type { AumAccountRecord } from './aumAccount.model';
import type { AumFaultRecord } from './aumFault.model';
import type { AumImportRecord } from './aumImport.model';

/** Files as the head sees them. */
export async function presentImports(rows: readonly AumImportRecord[]): Promise<AumImport[]> {
  const names = await branchNames([...new Set(rows.map((row) => row.branchId.toHexString()))]);
  return rows.map((row) => {
    const branchId = row.branchId.toHexString();
    return {
      id: row._id.toHexString(),
      branch: { id: branchId, name: names.get(branchId) ?? '' },
      number: row.number,
      fileName: row.fileName,
      bytes: row.bytes,
      status: row.status,
      fault: row.fault ?? null,
      missing: (row.missing ?? []) as Column[],
      rows: row.rows ?? null,
      done: row.status === 'applying' ? Math.max(0, row.done - 1) : row.done,
      applied: row.applied,
      rejected: row.rejected,
      noted: row.noted,
      matched: row.matched,
      beforeFen: row.beforeFen ?? null,
      movedFen: row.movedFen ?? null,
      uploadedBy: row.uploadedBy.name,
      uploadedAt: row.uploadedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    };
  });
}

export function presentFault({ row, rejected, faults }: AumFaultRecord): AumFault {
  return { row, rejected, faults: faults.map(({ fault, column }) => ({ fault, column })) };
}

/** Doubtful matches with the member whom they may be. */
export async function presentDoubts(rows: readonly AumAccountRecord[]): Promise<AumDoubt[]> {
  const names = await maskedNames(rows.flatMap((row) => (row.candidateId ? [row.candidateId.toHexString()] : [])));
  return rows.flatMap(({ _id, customerNo, name, phoneMasked, facts, doubt, candidateId }) => {
    if (!doubt || !candidateId) return [];
    const memberId = candidateId.toHexString();
    return [
      {
        accountId: _id.toHexString(),
        customerNo,
        name: name ?? null,
        phone: phoneMasked ?? null,
        birthYear: facts.birthYear,
        aumFen: facts.aumFen,
        asOf: facts.asOf,
        doubt,
        member: { id: memberId, name: names.get(memberId) ?? '', number: memberNumber(memberId) },
      },
    ];
  });
}
