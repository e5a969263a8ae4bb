import type { Persona } from '@linzhang/shared/demo/demo.contract';
import { listBranches } from '../branches/branches.service';
import { takeLease } from '../db/lease';
import { listEmployees } from '../employees/employees.service';
import type { Logger } from '../platform/logger';
import type { WechatClient } from '../platform/wechat/client';
import { DemoRun, type DemoRunRecord } from './demoRun.model';
import { historyParts } from './history/history';
import { marketParts } from './market';
import { demoParts } from './parts';
import { loginCodeOf, PERSONAS } from './personas';
import { type DemoPart, worldOf } from './world';

export interface DemoOutside {
  wechat: WechatClient;
  secrets: Parameters<typeof demoParts>[0];
  logger: Logger;
  now: () => Date;
  extent: DemoExtent;
}

/** `people`: only the branch, its merchants and the people; `market`: its first day too; `all`: with three months before. */
export type DemoExtent = 'people' | 'market' | 'all';

/** A process that is killed half-way keeps the others waiting for this long; a living one renews it. */
const LEASE_MS = 15_000;
const POLL_MS = 200;

/**
 * Makes the demo data in an empty database, and takes up a run that was cut short; a part added later is made at
 * the next start. A database that was filled otherwise is left alone. Of many processes one works, the others wait.
 */
export async function makeDemoData(outside: DemoOutside): Promise<void> {
  const { secrets, extent, logger } = outside;
  const parts = [
    ...demoParts(secrets),
    ...(extent === 'people' ? [] : marketParts(secrets)),
    ...(extent === 'all' ? historyParts(secrets, logger) : []),
  ];
  for (;;) {
    const run = await findRun();
    if (run ? parts.every((part) => run.parts.includes(part.name)) : !(await isEmpty())) return;
    const giveBack = await takeLease('demo-data', LEASE_MS);
    if (giveBack) {
      try {
        await makeParts(parts, outside);
        return;
      } finally {
        await giveBack();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The people of the demo; without demo data only those who are customers by signing in. */
export async function listPersonas(): Promise<Persona[]> {
  const run = await findRun();
  // A manager of the larger demo is nobody where only the people were made.
  const isThere = (name: string) => run?.refs[`member:${name}`] !== undefined;
  return PERSONAS.filter((person) => person.role === 'customer' || isThere(person.name)).map((person) => ({
    ...person,
    code: loginCodeOf(person.name),
  }));
}

async function makeParts(parts: readonly DemoPart[], { wechat, logger, now }: DemoOutside): Promise<void> {
  const begun = await findRun();
  if (!begun && !(await isEmpty())) return;
  const run: DemoRunRecord = begun ?? { _id: 'demo', parts: [], begun: {}, refs: {}, startedAt: now() };
  if (!begun) await DemoRun.create(run);
  for (const part of parts) {
    if (run.parts.includes(part.name)) continue;
    const from = performance.now();
    const began = await beginningOf(part, run, now());
    await part.make(worldOf(part.name, run.refs, { wechat, now: began }, storeRef));
    await DemoRun.updateOne({ _id: 'demo' }, { $addToSet: { parts: part.name } });
    logger.info({ part: part.name, ms: Math.round(performance.now() - from) }, 'demo data');
  }
}

async function storeRef(name: string, id: string): Promise<void> {
  await DemoRun.updateOne({ _id: 'demo' }, { $set: { [`refs.${name}`]: id } });
}

/** When a part, or the first of its clock, was begun first; a run that takes it up again asks for the same once more. */
async function beginningOf({ name, clock = name }: DemoPart, run: DemoRunRecord, now: Date): Promise<Date> {
  const begun = run.begun?.[clock];
  if (begun) return begun;
  await DemoRun.updateOne({ _id: 'demo' }, { $set: { [`begun.${clock}`]: now } });
  run.begun = { ...run.begun, [clock]: now };
  return now;
}

function findRun(): Promise<DemoRunRecord | null> {
  return DemoRun.findById('demo').lean();
}

async function isEmpty(): Promise<boolean> {
  const [branches, employees] = await Promise.all([listBranches(), listEmployees({ branchId: null, limit: 1 })]);
  return branches.length === 0 && employees.items.length === 0;
}
