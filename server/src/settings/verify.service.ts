import type { Difference } from '../db/difference';
import { SettingsChange, SettingsRow } from './settings.model';

interface Changed {
  version: number;
  /** The latest value by name. */
  values: Map<string, number>;
}

/** Recomputes the numbers of every branch from their changes. A number that stands at its default is not stored. */
export async function* verifySettings(): AsyncGenerator<Difference> {
  const branches = new Map<string, Changed>();
  for await (const row of SettingsChange.find().sort({ branchId: 1, version: 1 }).lean().cursor()) {
    const id = row.branchId.toHexString();
    const { values } = branches.get(id) ?? { values: new Map<string, number>() };
    for (const { name, to } of row.changes) values.set(name, to);
    branches.set(id, { version: row.version, values });
  }
  for await (const { _id, version, values } of SettingsRow.find().lean().cursor()) {
    const id = _id.toHexString();
    const changed = branches.get(id);
    branches.delete(id);
    if (changed?.version !== version)
      yield { projection: 'settings.version', id, expected: changed?.version ?? 0, found: version };
    for (const [name, found] of Object.entries(values)) {
      const expected = changed?.values.get(name) ?? null;
      if (expected !== found) yield { projection: 'settings.values', id: `${id} ${name}`, expected, found };
    }
  }
  for (const [id, { version }] of branches)
    yield { projection: 'settings.version', id, expected: version, found: null };
}
