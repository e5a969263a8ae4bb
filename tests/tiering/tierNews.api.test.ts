import { DAY_MS, MINUTE_MS } from '@linzhang/shared/kernel/time';
import type { Notice } from '@linzhang/shared/messages/messages.contract';
import * as messages from '@linzhang/shared/messages/messages.endpoints';
import { recompute } from '../../server/src/tiering/standings.service';
import { tellTierNews } from '../../server/src/tiering/tierNews.service';
import type { TestApi } from '../support/api';
import { done } from '../support/done';
import type { Person } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { builtForAll } from '../support/world/builtForAll';
import { buildListed, importRows } from '../support/world/lists';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
builtForAll(buildStaffed, (started, built) => {
  [api, branch] = [started, built];
});

async function told({ token }: Person): Promise<[string, string | null][]> {
  const { items } = await done<{ items: Notice[] }>(api, messages.listNotices, { token });
  return items.filter(({ kind }) => kind.startsWith('tier_')).map(({ title, page }) => [title, page]);
}

/** A minute after what was noted. */
function tell(): Promise<number> {
  api.clock.advance(2 * MINUTE_MS);
  return tellTierNews(api.clock.now());
}

const PAGE = 'pages/members/tier/index';

describe('a member', () => {
  it('is told once that the tier rose, and where to see it', async () => {
    const person = await buildListed(api, branch, { deposits: '60000' });
    await tell();
    expect(await told(person)).toEqual([]);
    await importRows(api, branch, [{ ...person.row, deposits: '250000' }]);
    expect(await tellTierNews(api.clock.now())).toBe(0);
    expect(await tell()).toBe(1);
    expect(await tell()).toBe(0);
    await importRows(api, branch, [{ ...person.row, deposits: '250000.00' }]);
    await tell();
    expect(await told(person)).toEqual([['恭喜您成为理财客户', PAGE]]);
  });

  it('is told once a month that a tier is in doubt, by the night too', async () => {
    const person = await buildListed(api, branch, { deposits: '150000' });
    // Into the next month, which the session outlives.
    api.clock.advance(20 * DAY_MS);
    const asOf = `${api.clock.now().toISOString().slice(0, 7)}-01`;
    await importRows(api, branch, [{ ...person.row, deposits: '90000', asOf }]);
    await tell();
    await recompute(branch.id, api.clock.now());
    await tell();
    expect(await told(person)).toEqual([['优质客户的服务，还差一点能保住', PAGE]]);
  });

  it('is not told what holds no more', async () => {
    const person = await buildListed(api, branch, { deposits: '60000' });
    const asOf = `${api.clock.now().toISOString().slice(0, 7)}-01`;
    await importRows(api, branch, [{ ...person.row, asOf, deposits: '110000' }]);
    await importRows(api, branch, [{ ...person.row, asOf, deposits: '210000' }]);
    await tell();
    expect(await told(person)).toEqual([['恭喜您成为理财客户', PAGE]]);
  });
});
