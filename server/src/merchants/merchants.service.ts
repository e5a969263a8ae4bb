import type { Industry } from '@linzhang/shared/branches/branches.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { Merchant as MerchantAnswer } from '@linzhang/shared/merchants/merchants.contract';
import { Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { branchNames, getBranch } from '../branches/branches.service';
import { containing } from '../db/containing';
import { pageAfter } from '../db/pages';
import { refuseDuplicate } from '../db/refuseDuplicate';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { Merchant, type MerchantRecord } from './merchant.model';

export interface MerchantFields {
  name: string;
  place: { address: string; latitude: number; longitude: number };
  industry: Industry;
  contact: string | null;
}

export interface MerchantQuery {
  /** Null lists every branch. */
  branchId: string | null;
  status?: 'active' | 'ended';
  search?: string;
  cursor?: string;
  limit: number;
}

/** Partners by name. */
export async function listMerchants(query: MerchantQuery): Promise<Page<MerchantRecord>> {
  const filter = {
    ...(query.branchId === null ? {} : { branchId: new Types.ObjectId(query.branchId) }),
    ...(query.status ? { status: query.status } : {}),
    ...(query.search ? { name: containing(query.search) } : {}),
  };
  return pageAfter(Merchant, filter, { field: 'name', direction: 1 }, query, (row) => row);
}

/** One partner; throws `not_found`. */
export async function getMerchant(merchantId: string): Promise<MerchantRecord> {
  const merchant = await Merchant.findById(merchantId).lean();
  if (!merchant) throw new AppError('not_found');
  return merchant;
}

/** The partners that exist of these ids. */
export async function findMerchants(ids: readonly string[]): Promise<MerchantRecord[]> {
  return Merchant.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }).lean();
}

/** Names of partners by id, for lists that show them. */
export async function merchantNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Merchant.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.name]));
}

/** Adds a partner to a branch. Safe to retry with the same requestId. */
export async function createMerchant(
  branchId: string,
  fields: MerchantFields,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<MerchantRecord> {
  await getBranch(branchId);
  const id = await refuseDuplicate('name', 'merchant_name_taken', () =>
    once(
      { actorId: actor.actorId ?? 'cli', operation: 'createMerchant', requestId, params: { branchId, fields } },
      now,
      async (session) => {
        const { contact, ...rest } = fields;
        const [row] = await Merchant.create(
          [
            {
              ...rest,
              ...(contact === null ? {} : { contact }),
              branchId: new Types.ObjectId(branchId),
              status: 'active',
              version: 0,
              createdAt: now,
            },
          ],
          { session },
        );
        if (!row) throw new Error('merchant was not stored');
        const merchantId = row._id.toHexString();
        await recordAuditBy(session, actor, {
          action: 'merchant_created',
          subject: { kind: 'merchant', id: merchantId, name: fields.name },
          branchId,
          at: now,
          changes: { ...fields },
        });
        return merchantId;
      },
    ),
  );
  return getMerchant(id);
}

/** Changes a partner that nobody changed since `version` was read. */
export async function updateMerchant(
  merchantId: string,
  fields: MerchantFields & { status: 'active' | 'ended' },
  version: number,
  actor: AuditActor,
  now: Date,
): Promise<MerchantRecord> {
  const { contact, ...rest } = fields;
  const change = contact === null ? { $set: rest, $unset: { contact: '' } } : { $set: { ...rest, contact } };
  await refuseDuplicate('name', 'merchant_name_taken', () =>
    inTransaction(async (session) => {
      const before = await Merchant.findOneAndUpdate(
        { _id: merchantId, version },
        { ...change, $inc: { version: 1 } },
        { session, returnDocument: 'before' },
      ).lean();
      if (!before) throw new AppError((await Merchant.exists({ _id: merchantId })) ? 'version_conflict' : 'not_found');
      const { name, place, industry, status } = before;
      await recordAuditBy(session, actor, {
        action: 'merchant_changed',
        subject: { kind: 'merchant', id: merchantId, name: fields.name },
        branchId: before.branchId.toHexString(),
        at: now,
        changes: { before: { name, place, industry, status, contact: before.contact ?? null }, after: { ...fields } },
      });
    }),
  );
  return getMerchant(merchantId);
}

/** Partners as head and admin see them; names of branches are read in one go. */
export async function presentMerchants(
  rows: readonly MerchantRecord[],
  canUpdate: (branchId: string) => boolean,
): Promise<MerchantAnswer[]> {
  const names = await branchNames([...new Set(rows.map((row) => row.branchId.toHexString()))]);
  return rows.map((row) => {
    const branchId = row.branchId.toHexString();
    const { address, latitude, longitude } = row.place;
    return {
      id: row._id.toHexString(),
      name: row.name,
      branch: { id: branchId, name: names.get(branchId) ?? '' },
      place: { address, latitude, longitude },
      industry: row.industry,
      contact: row.contact ?? null,
      status: row.status,
      version: row.version,
      can: { update: canUpdate(branchId) },
    };
  });
}
