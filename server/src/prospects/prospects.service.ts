import type { Industry } from '@linzhang/shared/branches/branches.rules';
import type { ChannelSource } from '@linzhang/shared/channels/channels.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { maskPhone } from '@linzhang/shared/members/members.rules';
import { type ProspectKind, type ProspectState, prospectKey } from '@linzhang/shared/prospects/prospects.rules';
import { type ClientSession, Types } from 'mongoose';
import { containing } from '../db/containing';
import { pageAfter } from '../db/pages';
import { refuseDuplicate } from '../db/refuseDuplicate';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { prospectsHeldBy } from '../leads/leads.service';
import {
  endProspectLead,
  hasOpenLead,
  openProspectLead,
  type ProspectFacts,
  updateProspectLead,
} from '../leads/prospectLeads.service';
import { isPhoneHeld } from '../members/phoneHolders.service';
import type { PhoneSecrets } from './phoneSecrets';
import { Prospect, type ProspectRecord } from './prospect.model';

/** What may be changed later; nulls where nothing is known. */
export interface ProspectFields {
  name: string;
  contactName: string | null;
  industry: Industry | null;
  place: { address: string; point: { latitude: number; longitude: number } | null } | null;
  source: ChannelSource;
  remark: string;
}

/** One prospect; throws `not_found`. */
export async function getProspect(prospectId: string): Promise<ProspectRecord> {
  const prospect = await Prospect.findById(prospectId).lean();
  if (!prospect) throw new AppError('not_found');
  return prospect;
}

export interface ProspectQuery {
  scope: { kind: 'mine'; employeeId: string } | { kind: 'branch'; branchId: string };
  state?: ProspectState;
  search?: string;
  cursor?: string;
  limit: number;
}

/** Prospects, newest first: those one entered or whose lead one holds, or all of a branch. */
export async function listProspects(query: ProspectQuery): Promise<Page<ProspectRecord>> {
  const { scope, state, search } = query;
  const filter = {
    ...(await scopeFilter(scope)),
    ...(state ? { state } : {}),
    ...(search ? { name: containing(search) } : {}),
  };
  return pageAfter(Prospect, filter, { field: 'enteredAt', direction: -1 }, query, (row) => row);
}

async function scopeFilter(scope: ProspectQuery['scope']) {
  if (scope.kind === 'branch') return { branchId: new Types.ObjectId(scope.branchId) };
  const held = await prospectsHeldBy(scope.employeeId);
  return { $or: [{ enteredBy: new Types.ObjectId(scope.employeeId) }, { _id: { $in: held } }] };
}

export interface NewProspect extends ProspectFields {
  kind: ProspectKind;
  /** Mobile number; null where none is known. */
  phone: string | null;
}

/** Who enters, and for which branch. */
interface EnteredBy {
  employeeId: string;
  branchId: string;
}

/** Enters somebody for the branch and opens a lead in its pool. Safe to retry with the same requestId. */
export async function createProspect(
  employee: EnteredBy,
  input: NewProspect,
  requestId: string,
  secrets: PhoneSecrets,
  now: Date,
): Promise<ProspectRecord> {
  const { kind, phone, ...fields } = input;
  const phoneHash = phone === null ? null : secrets.hashPhone(phone);
  const params = { kind, phoneHash, ...fields };
  const id = await refuseKnown(() =>
    once({ actorId: employee.employeeId, operation: 'createProspect', requestId, params }, now, async (session) => {
      const _id = new Types.ObjectId();
      await enter(session, _id, employee, input, secrets, now);
      return _id.toHexString();
    }),
  );
  return getProspect(id);
}

/** Enters somebody of a list; the same id again changes nothing. `prospect_known` as for one typed in. */
export async function enterListed(
  _id: Types.ObjectId,
  by: EnteredBy,
  input: NewProspect,
  secrets: PhoneSecrets,
  now: Date,
): Promise<void> {
  if (await Prospect.exists({ _id })) return;
  await refuseKnown(() => inTransaction((session) => enter(session, _id, by, input, secrets, now)));
}

async function enter(
  session: ClientSession,
  _id: Types.ObjectId,
  by: EnteredBy,
  { kind, phone, ...fields }: NewProspect,
  secrets: PhoneSecrets,
  now: Date,
): Promise<void> {
  const phoneHash = phone === null ? null : secrets.hashPhone(phone);
  // A member is no prospect; said in the same words as of a prospect, so that nobody is found out by a phone.
  if (phoneHash !== null && (await isPhoneHeld(phoneHash))) throw new AppError('prospect_known');
  const row: ProspectRecord = {
    _id,
    branchId: new Types.ObjectId(by.branchId),
    kind,
    ...stored(fields).set,
    ...(phone === null || phoneHash === null
      ? {}
      : { phone: { ...secrets.sealPhone(phone), masked: maskPhone(phone) }, phoneHash }),
    state: 'open',
    enteredBy: new Types.ObjectId(by.employeeId),
    enteredAt: now,
    version: 0,
  };
  await Prospect.create([row], { session });
  await openProspectLead(session, factsOf(row), now);
}

/** The phone, or name and place, are there once in a branch. */
function refuseKnown<T>(write: () => Promise<T>): Promise<T> {
  return refuseDuplicate('key', 'prospect_known', () => refuseDuplicate('phoneHash', 'prospect_known', write));
}

function factsOf({ _id, name, branchId, place, industry }: ProspectRecord): ProspectFacts {
  return {
    prospectId: _id,
    name,
    branchId: branchId.toHexString(),
    place: { point: place?.point ?? null, industry: industry ?? null },
  };
}

function stored({ name, contactName, industry, place, source, remark }: ProspectFields) {
  const key = prospectKey(name, place?.address ?? null);
  const point = place?.point ?? null;
  return {
    set: {
      name,
      source,
      remark,
      ...(contactName === null ? {} : { contactName }),
      ...(industry === null ? {} : { industry }),
      ...(place === null ? {} : { place: { address: place.address, ...(point === null ? {} : { point }) } }),
      ...(key === null ? {} : { key }),
    },
    unset: {
      ...(contactName === null ? { contactName: '' as const } : {}),
      ...(industry === null ? { industry: '' as const } : {}),
      ...(place === null ? { place: '' as const } : {}),
      ...(key === null ? { key: '' as const } : {}),
    },
  };
}

/** Changes a prospect that nobody changed since `version` was read. Dropping it ends its lead, taking it up opens one. */
export async function updateProspect(
  prospectId: string,
  fields: ProspectFields & { state: 'open' | 'dropped' },
  version: number,
  now: Date,
): Promise<ProspectRecord> {
  const { state, ...rest } = fields;
  const { set, unset } = stored(rest);
  await refuseKnown(() =>
    inTransaction(async (session) => {
      const row = await Prospect.findOneAndUpdate(
        { _id: prospectId, version, state: { $ne: 'converted' } },
        {
          $set: { ...set, state },
          ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
          $inc: { version: 1 },
        },
        { session, returnDocument: 'after' },
      ).lean();
      if (!row) throw new AppError('version_conflict');
      if (state === 'dropped') await endProspectLead(session, row._id, now);
      else if (await hasOpenLead(session, row._id)) await updateProspectLead(session, factsOf(row));
      else await openProspectLead(session, factsOf(row), now);
    }),
  );
  return getProspect(prospectId);
}
