import { Types } from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';
import { startProcess, startServerProcess } from '../support/processes';
import { callerAt, requestId } from '../support/api';
import { seedMembers } from '../support/seed';
import { fire, median } from './load';
import { copyOffers, firstOffer, rows } from './offers';
import { mkdtempSync } from 'node:fs';
const P = Number(process.argv[2] ?? 2), N = Number(process.argv[3] ?? 4000), R = Number(process.argv[4] ?? 3);
const kinds = (process.argv[5] ?? 'floor,hot').split(',');
void (async () => {
  const db = await startEmbeddedMongo({ dataDir: mkdtempSync('/tmp/v/db-'), durability: 'commit' });
  const uri = db.uri.replace('/?', '/x?');
  const env = { MONGODB_URI: uri, LOG_LEVEL: 'error', RATE_PER_ACTOR: '100000000', RATE_PER_ADDRESS: '100000000', NODE_OPTIONS: `--require /tmp/v/hook.cjs ${process.env.PROF ?? ''}` };
  const servers = [await startServerProcess(env)];
  for (let i = 1; i < P; i++) servers.push(await startServerProcess(env));
  const floors: any[] = [];
  for (let i = 0; i < P; i++) { const s = startProcess('tests/bench/floorServer.ts', { MONGODB_URI: uri }); floors.push({ ...s, url: (await s.message<{ listening: string }>()).listening }); }
  await connect(uri);
  const members = await seedMembers(2000);
  const offer = await firstOffer(callerAt(servers[0]!.url));
  const shot = (p: (n: number) => string) => (n: number) => ({ path: p(n), token: members[n % 2000]!.token, body: { requestId: requestId() } });
  const run: Record<string, (n: number) => Promise<any>> = {
    floor: async (n) => { await rows('floorrows').replaceOne({ _id: 'hot' }, { left: n, used: 0 } as never, { upsert: true }); return fire(floors.map((f) => f.url), n, shot(() => '/hot'), 201); },
    hot: async (n) => { const [id] = await copyOffers(offer, 1); return fire(servers.map((s) => s.url), n, shot(() => `/api/offers/${id}/claims`), 201); },
    spread: async (n) => { const ids = await copyOffers(offer, 1000); return fire(servers.map((s) => s.url), n, shot((i) => `/api/offers/${ids[i % 1000]}/claims`), 201); },
  };
  for (const k of kinds) await run[k]!(2000);
  const out: Record<string, number[]> = {};
  for (let r = 0; r < R; r++) for (const k of kinds) { const cpu0 = process.cpuUsage(); const x = await run[k]!(N); (out[k] ??= []).push(Math.round(x.rate)); }
  console.log(P, Object.entries(out).map(([k, v]) => `${k} ${v.join(' ')} median ${median(v)}`).join(' | '));
  for (const s of [...servers, ...floors]) s.child.kill('SIGTERM');
  await Promise.all([...servers].map((s) => s.ended));
  for (const s of servers) console.log(s.output().trim());
  await (await import('mongoose')).default.disconnect();
  await db.stop();
  process.exit(0);
})();
