import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import { COLUMN_NAMES, COLUMNS, type Column } from '@linzhang/shared/aum/aumRow.rules';
import { type ImportWork, workImports } from '../../server/src/aum/importWorker.service';
import { MATCH_OUTBOX_KIND, workMatches } from '../../server/src/aum/matching.service';
import { workOutbox } from '../../server/src/db/outbox';
import { memberSecrets } from '../../server/src/members/secrets';
import { createLogger } from '../../server/src/platform/logger';
import type { ErrorBody, TestApi } from '../support/api';
import { done } from '../support/done';

export type ListRow = Partial<Record<Column, string>>;

/** A list as CSV with all headings. */
export function csvOf(rows: readonly ListRow[]): string {
  const lines = [
    COLUMN_NAMES.map((name) => COLUMNS[name]),
    ...rows.map((row) => COLUMN_NAMES.map((name) => row[name] ?? '')),
  ];
  return lines.map((cells) => cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(',')).join('\n');
}

/** Sends a file as the raw body. */
export async function sendFile(
  api: TestApi,
  {
    token,
    branchId,
    fileName = '名单.csv',
    file,
  }: { token?: string; branchId: string; fileName?: string; file: string | Uint8Array },
): Promise<{ status: number; body: AumImport & ErrorBody }> {
  const query = new URLSearchParams({ branchId, fileName });
  const response = await fetch(`${api.url}/api${routes.uploadAumImport.path}?${query}`, {
    method: 'POST',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/octet-stream' },
    body: file as BodyInit,
  });
  return { status: response.status, body: (await response.json()) as AumImport & ErrorBody };
}

/** Does what the import worker of a server does, until nothing is left. */
export async function workLists(api: TestApi, overrides: Partial<ImportWork> = {}): Promise<void> {
  const { hashPhone } = memberSecrets(api.env);
  const work = { hashPhone, now: api.clock.now, logger: createLogger('silent'), stopping: () => false };
  await workImports({ ...work, ...overrides });
}

/** Does what the outbox does for members who may be in the lists. */
export async function workMatchesNow(api: TestApi): Promise<void> {
  const handlers = new Map([[MATCH_OUTBOX_KIND, workMatches(api.clock.now)]]);
  await workOutbox({ handlers, logger: createLogger('silent'), now: api.clock.now });
}

/** Sends a list, lets the worker do its part, and gives back what became of it. */
export async function importRows(
  api: TestApi,
  branchId: string,
  token: string,
  rows: readonly ListRow[],
): Promise<AumImport> {
  const { status, body } = await sendFile(api, { token, branchId, file: csvOf(rows) });
  if (status !== 201) throw new Error(`upload: ${status} ${JSON.stringify(body)}`);
  await workLists(api);
  return done(api, routes.getAumImport, { token, params: { importId: body.id } });
}
