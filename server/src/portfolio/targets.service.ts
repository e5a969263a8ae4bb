import { AppError } from '@linzhang/shared/kernel/errors';
import type { SetTargets, TargetedPerson } from '@linzhang/shared/portfolio/targets.rules';
import { type EffectiveTargets, effectiveTargets } from '@linzhang/shared/portfolio/targets.rules';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { inTransaction } from '../db/transaction';
import { managersOf } from '../employees/branchPeople.service';
import { findEmployees } from '../employees/employees.service';
import { runningQuarter } from './computing';
import { PortfolioTarget, type PortfolioTargetRecord } from './portfolioTarget.model';

/** Somebody whom targets are broken down to. */
export interface BranchPerson extends TargetedPerson {
  name: string;
  position: string;
}

/** What a branch and its people should reach, and what was set of it. */
export interface BranchTargets {
  record: PortfolioTargetRecord | null;
  people: BranchPerson[];
  effective: EffectiveTargets;
}

/**
 * The targets of a branch in a quarter. Its people are its managers, whoever of it serves members who were in scope at
 * the start (`starts`, by employee), and who has targets of the own.
 */
export async function targetsOf(
  branchId: string,
  quarter: string,
  starts: ReadonlyMap<string, number>,
): Promise<BranchTargets> {
  const [record, managers] = await Promise.all([
    PortfolioTarget.findOne({ branchId: new Types.ObjectId(branchId), quarter }).lean(),
    managersOf(branchId),
  ]);
  const set = new Map((record?.people ?? []).map(({ id, values }) => [id.toHexString(), values]));
  const ids = new Set([...managers.map(({ employeeId }) => employeeId), ...starts.keys(), ...set.keys()]);
  const employees = await findEmployees([...ids]);
  const people = employees
    .filter((row) => row.branchId.toHexString() === branchId && row.status !== 'disabled')
    .sort((one, other) => (one.number < other.number ? -1 : 1))
    .map((row): BranchPerson => {
      const id = row._id.toHexString();
      return { id, name: row.name, position: row.position, atStart: starts.get(id) ?? 0, set: set.get(id) ?? {} };
    });
  return { record, people, effective: effectiveTargets(record?.branch ?? {}, people) };
}

/** True where the branch has a number of members set that is broken down to its people. */
export async function isBrokenDown(branchId: string, quarter: string): Promise<boolean> {
  const where = { branchId: new Types.ObjectId(branchId), quarter };
  return (await PortfolioTarget.findOne(where, { branch: 1 }).lean())?.branch.growth !== undefined;
}

export interface NewTargets {
  branchId: string;
  quarter: string;
  branch: SetTargets;
  people: readonly { id: string; values: SetTargets }[];
  version: number;
}

/** Replaces what was set for a quarter, unless somebody else did so meanwhile; a quarter that is over keeps its targets. */
export async function setTargets(
  given: NewTargets,
  by: { id: string; name: string },
  actor: AuditActor,
  now: Date,
): Promise<void> {
  if (given.quarter < runningQuarter(now)) throw new AppError('quarter_over');
  await requirePeople(given);
  try {
    await inTransaction(async (session) => {
      await store(session, given, by, now);
      await recordAuditBy(session, actor, {
        action: 'targets_changed',
        subject: { kind: 'branch', id: given.branchId, name: given.quarter },
        branchId: given.branchId,
        at: now,
        changes: {
          branch: plain(given.branch),
          people: given.people.map(({ id, values }) => ({ id, ...plain(values) })),
        },
      });
    });
  } catch (error) {
    if (isDuplicateKey(error, 'quarter')) throw new AppError('version_conflict');
    throw error;
  }
}

function plain(values: SetTargets): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Targets are set for people of the branch, each once. */
async function requirePeople({ branchId, people }: NewTargets): Promise<void> {
  const ids = new Set(people.map(({ id }) => id));
  const found = await findEmployees([...ids]);
  const own = found.filter((row) => row.branchId.toHexString() === branchId);
  if (own.length !== people.length) throw new AppError('not_found');
}

async function store(
  session: ClientSession,
  { branchId, quarter, branch, people, version }: NewTargets,
  by: { id: string; name: string },
  now: Date,
): Promise<void> {
  const key = { branchId: new Types.ObjectId(branchId), quarter };
  const values = {
    branch: plain(branch),
    people: people.map(({ id, values: own }) => ({ id: new Types.ObjectId(id), values: plain(own) })),
    version: version + 1,
    changedBy: { id: new Types.ObjectId(by.id), name: by.name },
    changedAt: now,
  };
  if (version === 0) {
    await PortfolioTarget.create([{ ...key, ...values }], { session });
    return;
  }
  const changed = await PortfolioTarget.updateOne({ ...key, version }, { $set: values }, { session });
  if (changed.matchedCount === 0) throw new AppError('version_conflict');
}
