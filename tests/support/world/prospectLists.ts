import type { ProspectImport } from '@linzhang/shared/prospects/prospectImports.contract';
import {
  PROSPECT_COLUMN_NAMES,
  PROSPECT_COLUMNS,
  type ProspectColumn,
} from '@linzhang/shared/prospects/prospectRow.rules';
import * as routes from '@linzhang/shared/prospects/prospects.endpoints';
import writeExcelFile from 'write-excel-file/node';
import { readEnv } from '../../../server/src/config/env';
import { memberSecrets } from '../../../server/src/members/secrets';
import { createLogger } from '../../../server/src/platform/logger';
import { workProspectImports } from '../../../server/src/prospects/importWorker.service';
import type { Caller } from '../api';
import { done } from '../done';
import { type Person, uniqueName } from '../people';

export type ProspectListRow = Partial<Record<ProspectColumn, string>>;

/** A prospect as a list names it, whom nobody knows. */
export function listedProspect(over: ProspectListRow = {}): ProspectListRow {
  return { name: uniqueName('商贸'), kind: '企业', industry: '餐饮', address: '江宁路 8 号', source: '线', ...over };
}

/** A list of prospects as .xlsx with all headings. */
export async function prospectSheet(rows: readonly ProspectListRow[]): Promise<Uint8Array<ArrayBuffer>> {
  const cells = [
    PROSPECT_COLUMN_NAMES.map((name) => ({ value: PROSPECT_COLUMNS[name] })),
    ...rows.map((row) => PROSPECT_COLUMN_NAMES.map((name) => ({ value: row[name] ?? '', type: String }))),
  ];
  return new Uint8Array(await writeExcelFile(cells).toBuffer());
}

/** A list of prospects as .csv with all headings. */
export function prospectCsv(rows: readonly ProspectListRow[]): string {
  const lines = [PROSPECT_COLUMNS, ...rows].map((row: ProspectListRow) =>
    PROSPECT_COLUMN_NAMES.map((name) => `"${(row[name] ?? '').replace(/"/g, '""')}"`).join(','),
  );
  return lines.join('\n');
}

/** Does what the worker of a server does, until nothing is left. */
export async function workProspectLists(api: Caller): Promise<void> {
  const secrets = memberSecrets(readEnv({ NODE_ENV: 'test' }));
  const logger = createLogger('silent');
  await workProspectImports({ secrets, now: api.clock.now, logger, stopping: () => false });
}

/** Sends a list, lets the worker do its part, and gives back what became of it. */
export async function importProspects(
  api: Caller,
  who: Person,
  file: string | Uint8Array<ArrayBuffer>,
  fileName = '潜客.xlsx',
): Promise<ProspectImport> {
  const asked = { token: who.token, query: { fileName }, file };
  const { id } = await done<ProspectImport>(api, routes.uploadProspectImport, asked);
  await workProspectLists(api);
  return done(api, routes.getProspectImport, { token: who.token, params: { importId: id } });
}
