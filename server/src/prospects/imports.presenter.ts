import type {
  ProspectFault as FaultAnswer,
  ProspectImport as ImportAnswer,
} from '@linzhang/shared/prospects/prospectImports.contract';
import { PROSPECT_COLUMN_NAMES } from '@linzhang/shared/prospects/prospectRow.rules';
import { branchNames } from '../branches/branches.service';
import { employeeNames } from '../employees/employees.service';
import type { ProspectFaultRecord } from './prospectFault.model';
import type { ProspectImportRecord } from './prospectImport.model';

/** Files as whoever sent them sees them; names are read in one go. */
export async function presentProspectImports(rows: readonly ProspectImportRecord[]): Promise<ImportAnswer[]> {
  const [branches, people] = await Promise.all([
    branchNames([...new Set(rows.map((row) => row.branchId.toHexString()))]),
    employeeNames([...new Set(rows.map((row) => row.uploadedBy.toHexString()))]),
  ]);
  return rows.map((row) => {
    const [branchId, uploadedBy] = [row.branchId.toHexString(), row.uploadedBy.toHexString()];
    const { fileName, bytes, status, done, added, known, rejected } = row;
    return {
      id: row._id.toHexString(),
      branch: { id: branchId, name: branches.get(branchId) ?? '' },
      fileName,
      bytes,
      status,
      fault: row.fault ?? null,
      missing: row.missing ?? [],
      rows: row.rows ?? null,
      done,
      added,
      known,
      rejected,
      uploadedBy: { id: uploadedBy, name: people.get(uploadedBy) ?? '' },
      uploadedAt: row.uploadedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    };
  });
}

const NAME_AT = PROSPECT_COLUMN_NAMES.indexOf('name');

/** A row that was not taken, with its reasons. */
export function presentProspectFault({ row, faults, cells }: ProspectFaultRecord): FaultAnswer {
  return { row, name: cells[NAME_AT] ?? '', faults: faults.map(({ fault, column }) => ({ fault, column })) };
}
