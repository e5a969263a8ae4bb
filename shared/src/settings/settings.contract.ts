import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant } from '../kernel/ids';
import * as routes from './settings.endpoints';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings.rules';

const bounded = (name: SettingName) => z.int().min(SETTINGS[name].min).max(SETTINGS[name].max);

/** Every number of a branch, each within its bounds. */
export const SettingValues = z.strictObject(
  Object.fromEntries(SETTING_NAMES.map((name) => [name, bounded(name)])) as Record<
    SettingName,
    ReturnType<typeof bounded>
  >,
);
export type SettingValues = z.infer<typeof SettingValues>;

export const BranchSettings = z.object({
  values: SettingValues,
  version: z.int(),
  /** Who changed which numbers when, newest first; at most 20. */
  history: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      changes: z.array(z.object({ name: z.enum(SETTING_NAMES), from: z.int(), to: z.int() })),
    }),
  ),
});
export type BranchSettings = z.infer<typeof BranchSettings>;

const BranchParams = z.object({ branchId: Id });

export const getSettings = contract(routes.getSettings, {
  summary: 'The business numbers of a branch, and who changed them.',
  access: 'employee',
  params: BranchParams,
  response: BranchSettings,
  errors: ['not_found'],
});

export const changeSettings = contract(routes.changeSettings, {
  summary: 'Changes business numbers of a branch; `version` is the one that was read.',
  access: 'employee',
  params: BranchParams,
  body: z.strictObject({ values: SettingValues, version: z.int().min(0) }),
  response: BranchSettings,
  errors: ['not_found', 'version_conflict'],
});
