import { AppError } from '@linzhang/shared/kernel/errors';
import type { BranchSettings, SettingValues } from '@linzhang/shared/settings/settings.contract';
import {
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Settings,
  settingsWith,
} from '@linzhang/shared/settings/settings.rules';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { getBranch } from '../branches/branches.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { inTransaction } from '../db/transaction';
import { SettingsChange, type SettingsRecord, SettingsRow } from './settings.model';

/** A change reaches every process within this time; no rule of money depends on the second it does. */
const CACHE_MS = 2_000;
const HISTORY = 20;

const cache = new Map<string, { at: number; settings: Promise<Settings> }>();

type ChangeListener = (session: ClientSession, branchId: string, before: Settings, after: Settings) => Promise<void>;

const changeListeners = new Set<ChangeListener>();

/** The domains that keep something by these numbers (accounts of the bank's list) register here at start. */
export function registerSettingsChanged(listener: ChangeListener): void {
  changeListeners.add(listener);
}

/** The numbers in force in a branch. */
export function settingsOf(branchId: string): Promise<Settings> {
  const known = cache.get(branchId);
  if (known && performance.now() - known.at < CACHE_MS) return known.settings;
  const settings = readSettings(branchId);
  cache.set(branchId, { at: performance.now(), settings });
  settings.catch(() => cache.delete(branchId));
  return settings;
}

/** The numbers of a branch as they are stored now, for what must not miss a change of a moment ago. */
export async function readSettings(branchId: string): Promise<Settings> {
  const row = await SettingsRow.findById(branchId).lean();
  return settingsWith(row?.values ?? {}, row?.version ?? 0);
}

/** The numbers of a branch with the latest changes; throws `not_found`. */
export async function getBranchSettings(branchId: string): Promise<BranchSettings> {
  await getBranch(branchId);
  const [{ version, ...values }, changes] = await Promise.all([
    readSettings(branchId),
    SettingsChange.find({ branchId: new Types.ObjectId(branchId) })
      .sort({ version: -1 })
      .limit(HISTORY)
      .lean(),
  ]);
  return {
    values,
    version,
    history: changes.map((row) => ({
      at: row.at.toISOString(),
      by: row.by,
      changes: row.changes.map(({ name, from, to }) => ({ name: name as SettingName, from, to })),
    })),
  };
}

/** Changes numbers of a branch that nobody changed since `version` was read. */
export async function changeSettings(
  branchId: string,
  values: SettingValues,
  version: number,
  actor: AuditActor,
  now: Date,
): Promise<BranchSettings> {
  const branch = await getBranch(branchId);
  try {
    await inTransaction(async (session) => {
      const before = await SettingsRow.findById(branchId).session(session).lean();
      if ((before?.version ?? 0) !== version) throw new AppError('version_conflict');
      const current = settingsWith(before?.values ?? {}, version);
      const changes = SETTING_NAMES.filter((name) => current[name] !== values[name]).map((name) => ({
        name,
        from: current[name],
        to: values[name],
      }));
      if (changes.length === 0) return;
      await storeSettings(session, branchId, before, differing(values));
      const after = settingsWith(values, version + 1);
      for (const listener of changeListeners) await listener(session, branchId, current, after);
      const change = { branchId: branch._id, version: version + 1, at: now, by: actor.actorName, changes };
      await SettingsChange.create([change], { session });
      await recordAuditBy(session, actor, {
        action: 'settings_changed',
        subject: { kind: 'branch', id: branchId, name: branch.name },
        branchId,
        at: now,
        changes: Object.fromEntries(changes.map(({ name, from, to }) => [name, { from, to }])),
      });
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('version_conflict');
    throw error;
  }
  cache.delete(branchId);
  return getBranchSettings(branchId);
}

/** What a branch never changed, or changed back, is not stored: it follows the default when that changes. */
function differing(values: SettingValues): Record<string, number> {
  const own = SETTING_NAMES.filter((name) => values[name] !== SETTINGS[name].default);
  return Object.fromEntries(own.map((name) => [name, values[name]]));
}

async function storeSettings(
  session: ClientSession,
  branchId: string,
  before: SettingsRecord | null,
  values: Record<string, number>,
): Promise<void> {
  if (!before) {
    await SettingsRow.create([{ _id: new Types.ObjectId(branchId), values, version: 1 }], { session });
    return;
  }
  const change = { $set: { values }, $inc: { version: 1 } };
  const stored = await SettingsRow.updateOne({ _id: before._id, version: before.version }, change, { session });
  if (stored.modifiedCount !== 1) throw new AppError('version_conflict');
}
