import { randomInt } from 'node:crypto';
import type { EmployeeSelf } from '@linzhang/shared/employees/employees.contract';
import {
  ACTIVATION_DIGITS,
  ACTIVATION_MS,
  ACTIVATION_TRIES,
  activationRefusal,
} from '@linzhang/shared/employees/employees.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { Types } from 'mongoose';
import type { AuditActor } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { inTransaction } from '../db/transaction';
import { fingerprint, sameSecret } from '../platform/crypto';
import { Employee, type EmployeeRecord } from './employee.model';
import { auditEmployee, findEmployeeSelf, getEmployee } from './employees.service';
import { NumberTry } from './numberTry.model';

/** Makes a new one-time code, which voids the one before. The code is given back once and stored as a hash. */
export async function issueActivation(
  employeeId: string,
  actor: AuditActor,
  now: Date,
): Promise<{ code: string; expiresAt: Date }> {
  const code = String(randomInt(10 ** ACTIVATION_DIGITS)).padStart(ACTIVATION_DIGITS, '0');
  const expiresAt = new Date(now.getTime() + ACTIVATION_MS);
  await inTransaction(async (session) => {
    const activation = { hash: fingerprint(`${employeeId}:${code}`), expiresAt, wrongTries: 0 };
    const row = await Employee.findOneAndUpdate(
      { _id: employeeId, status: { $ne: 'disabled' } },
      { $set: { activation }, $inc: { version: 1 } },
      { session },
    ).lean();
    if (!row) {
      await getEmployee(employeeId, session);
      throw new AppError('employee_disabled');
    }
    await auditEmployee(session, actor, 'activation_issued', row, now, { expiresAt: expiresAt.toISOString() });
  });
  return { code, expiresAt };
}

/** Voids the code that is out, if there is one. */
export async function revokeActivation(employeeId: string, actor: AuditActor, now: Date): Promise<void> {
  await inTransaction(async (session) => {
    const row = await Employee.findOneAndUpdate(
      { _id: employeeId, activation: { $exists: true } },
      { $unset: { activation: '' }, $inc: { version: 1 } },
      { session },
    ).lean();
    if (row) await auditEmployee(session, actor, 'activation_revoked', row, now, {});
    else await getEmployee(employeeId, session);
  });
}

/**
 * Links the member's WeChat account to the employee who holds number and code. An unknown number and a wrong code
 * get the same answers; a wrong code counts, and the fifth locks it. Repeating a successful call answers again.
 */
export async function activateEmployee(
  memberId: string,
  number: string,
  code: string,
  ip: string,
  now: Date,
): Promise<EmployeeSelf> {
  const row = await Employee.findOne({ number }).lean();
  if (row?.status === 'active' && row.memberId?.toHexString() === memberId) return selfOf(memberId);
  if (!row?.activation || row.status === 'disabled') return refuseNumber(number, now);
  const refusal = activationRefusal(row.activation, now);
  if (refusal === 'activation_locked') throw new AppError(refusal);
  if (!sameSecret(row.activation.hash, fingerprint(`${row._id.toHexString()}:${code}`))) await countWrongTry(row);
  // Told only to who has the code: to others an expired one must look like a number that does not exist.
  if (refusal) throw new AppError(refusal, { expiresAt: row.activation.expiresAt.toISOString() });
  await link(row, memberId, ip, now);
  return selfOf(memberId);
}

/** Counts against this very code, and never past the limit, so parallel guesses get no extra try. */
async function countWrongTry(row: EmployeeRecord): Promise<never> {
  const counted = await Employee.findOneAndUpdate(
    { _id: row._id, 'activation.hash': row.activation?.hash, 'activation.wrongTries': { $lt: ACTIVATION_TRIES } },
    { $inc: { 'activation.wrongTries': 1 } },
    { returnDocument: 'after' },
  ).lean();
  return refuseTry(counted?.activation?.wrongTries ?? ACTIVATION_TRIES);
}

/** Counts for a number without a code as for one with, lock included: nobody learns by trying who works here. */
async function refuseNumber(number: string, now: Date): Promise<never> {
  const until = new Date(now.getTime() + ACTIVATION_MS);
  const fresh = { $gt: ['$expiresAt', now] };
  const counted = await NumberTry.collection.findOneAndUpdate(
    { _id: fingerprint(number) as never },
    [
      {
        $set: {
          count: { $cond: [fresh, { $add: ['$count', 1] }, 1] },
          expiresAt: { $cond: [fresh, '$expiresAt', until] },
        },
      },
    ],
    { upsert: true, returnDocument: 'after' },
  );
  return refuseTry(Number(counted?.['count'] ?? ACTIVATION_TRIES));
}

function refuseTry(tries: number): never {
  if (tries >= ACTIVATION_TRIES) throw new AppError('activation_locked');
  throw new AppError('activation_invalid', { triesLeft: ACTIVATION_TRIES - tries });
}

async function link(row: EmployeeRecord, memberId: string, ip: string, now: Date): Promise<void> {
  try {
    await inTransaction(async (session) => {
      const linked = await Employee.findOneAndUpdate(
        {
          _id: row._id,
          status: { $ne: 'disabled' },
          'activation.hash': row.activation?.hash,
          'activation.wrongTries': { $lt: ACTIVATION_TRIES },
        },
        {
          $set: { memberId: new Types.ObjectId(memberId), status: 'active' },
          $unset: { activation: '' },
          $inc: { version: 1 },
        },
        { session },
      ).lean();
      if (!linked) {
        // The first of a double tap has linked it meanwhile.
        const current = await getEmployee(row._id.toHexString(), session);
        if (current.status === 'active' && current.memberId?.toHexString() === memberId) return;
        throw new AppError('activation_invalid');
      }
      const actor = { actorId: row._id.toHexString(), actorName: row.name, ip };
      await auditEmployee(session, actor, 'employee_activated', row, now, { relinked: row.memberId !== undefined });
    });
  } catch (error) {
    if (isDuplicateKey(error, 'memberId')) throw new AppError('employee_linked_elsewhere');
    throw error;
  }
}

async function selfOf(memberId: string): Promise<EmployeeSelf> {
  const self = await findEmployeeSelf(memberId);
  if (!self) throw new AppError('employee_disabled');
  return self;
}
