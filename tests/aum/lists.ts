import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import type { MyStanding } from '@linzhang/shared/tiering/tiering.contract';
import * as tieringRoutes from '@linzhang/shared/tiering/tiering.endpoints';
import { MATCH_OUTBOX_KIND, workMatches } from '../../server/src/aum/matching.service';
import { workOutbox } from '../../server/src/db/outbox';
import { createLogger } from '../../server/src/platform/logger';
import type { ErrorBody, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildMember, type Person } from '../support/people';
import { bindPhone, newPhone } from '../support/world/branch';
import type { ListRow } from '../support/world/lists';

interface SentFile {
  token?: string;
  branchId: string;
  fileName?: string;
  file: string | Uint8Array;
}

/** Sends a file as the raw body, whatever is in it. */
export async function sendFile(
  api: TestApi,
  { token, branchId, fileName = '名单.csv', file }: SentFile,
): Promise<{ status: number; body: AumImport & ErrorBody }> {
  const query = new URLSearchParams({ branchId, fileName });
  const response = await fetch(`${api.url}/api${routes.uploadAumImport.path}?${query}`, {
    method: 'POST',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/octet-stream' },
    body: file as BodyInit,
  });
  return { status: response.status, body: (await response.json()) as AumImport & ErrorBody };
}

/** Does what the outbox does for members who may be in the lists. */
export async function workMatchesNow(api: TestApi): Promise<void> {
  const handlers = new Map([[MATCH_OUTBOX_KIND, workMatches(api.clock.now)]]);
  await workOutbox({ handlers, logger: createLogger('silent'), now: api.clock.now });
}

/** A row of a list of the end of October. */
export function listRow(customerNo: string, more: ListRow = {}): ListRow {
  return { customerNo, asOf: '2026-10-31', deposits: '60000.00', ...more };
}

/** A member whom a list can name by the phone. */
export async function buildKnown(api: TestApi, phone = newPhone()): Promise<Person & { phone: string }> {
  const person = await buildMember(api);
  await bindPhone(api, person, phone);
  return { ...person, phone };
}

/** Where a member stands, as the member sees it. */
export function standingFor(api: TestApi, { token }: Person): Promise<MyStanding> {
  return done(api, tieringRoutes.getMyStanding, { token });
}
