import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as members from '@linzhang/shared/members/members.endpoints';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { callerAt } from '../support/api';
import { startProcess, startServerProcess } from '../support/processes';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { buildOffer, claim } from '../support/world/offers';

jest.setTimeout(60_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linzhang-restore-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a server on a folder and leaves it stopped. */
async function withServer<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startServerProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'error' });
  try {
    return await work(server.url);
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
  }
}

/** Something of everything: people, an offer, a claim. The people are entered beside the server, as a tool would. */
async function fill(url: string, dataDir: string): Promise<Staffed> {
  await connect(await readFile(join(dataDir, 'db.uri'), 'utf8'));
  try {
    const api = callerAt(url);
    const branch = await buildStaffed(api);
    await claim(api, branch.member, (await buildOffer(api, branch)).id);
    return branch;
  } finally {
    await mongoose.disconnect();
  }
}

describe('the copied folder of the embedded database', () => {
  it('is a whole restore: nothing differs, and who was signed in still is', async () => {
    const [used, restored] = [join(folder, 'used'), join(folder, 'restored')];
    const branch = await withServer(used, (url) => fill(url, used));
    await cp(used, restored, { recursive: true });
    await rm(used, { recursive: true });

    const check = startProcess('server/src/verify.ts', { DATA_DIR: restored });
    expect([await check.ended, check.output().trim()]).toEqual([0, 'no differences']);
    const me = await withServer(restored, (url) => callerAt(url).call(members.getMe, { token: branch.member.token }));
    expect(me).toMatchObject({ status: 200, body: { id: branch.member.me.id, nickname: '陈阿姨' } });
  });
});
