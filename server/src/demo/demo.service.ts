import type { Persona } from '@linzhang/shared/demo/demo.contract';
import { listBranches } from '../branches/branches.service';
import { takeLease } from '../db/lease';
import { listEmployees } from '../employees/employees.service';
import type { Logger } from '../platform/logger';
import type { WechatClient } from '../platform/wechat/client';
import { DemoRun, type DemoRunRecord } from './demoRun.model';
import { marketParts } from './market';
import { demoParts } from './parts';
import { loginCodeOf, PERSONAS } from './personas';
import { type DemoPart, worldOf } from './world';

export interface DemoOutside {
  wechat: WechatClient;
  secrets: Parameters<typeof demoParts>[0];
  logger: Logger;
  now: () => Date;
  /** `people`: only the branch, its merchants and the people, for who wants to begin with nothing else. */
  extent: DemoExtent;
}

export type DemoExtent = 'people' | 'all';

/** A process that is killed half-way keeps the others waiting for this long; a living one renews it. */
const LEASE_MS = 15_000;
const POLL_MS = 200;

/**
 * Makes the demo data in an empty database, and takes up a run that was cut short; a part added later is made at
 * the next start. A database that was filled otherwise is left alone. Of many processes one works, the others wait.
 */
export async function makeDemoData(outside: DemoOutside): Promise<void> {
  const { secrets, extent } = outside;
  const parts = [...demoParts(secrets), ...(extent === 'all' ? marketParts(secrets) : [])];
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
  const made = (await findRun()) !== null;
  return PERSONAS.filter((person) => made || person.role === 'customer').map((person) => ({
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
    await part.make(worldOf(part.name, run.refs, { wechat, now: await beginningOf(part, run, now()) }));
    await DemoRun.updateOne({ _id: 'demo' }, { $set: { refs: run.refs }, $addToSet: { parts: part.name } });
    logger.info({ part: part.name, ms: Math.round(performance.now() - from) }, 'demo data');
  }
}

/** When a part was begun first; a run that takes it up again asks for the same once more. */
async function beginningOf({ name }: DemoPart, run: DemoRunRecord, now: Date): Promise<Date> {
  const begun = run.begun?.[name];
  if (begun) return begun;
  await DemoRun.updateOne({ _id: 'demo' }, { $set: { [`begun.${name}`]: now } });
  return now;
}

function findRun(): Promise<DemoRunRecord | null> {
  return DemoRun.findById('demo').lean();
}

async function isEmpty(): Promise<boolean> {
  const [branches, employees] = await Promise.all([listBranches(), listEmployees({ branchId: null, limit: 1 })]);
  return branches.length === 0 && employees.items.length === 0;
}
