import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';

const ROOT = join(__dirname, '..', '..');
const SECTION = read('docs/production.md').split('## Sharding')[1] ?? '';

interface Line {
  collection: string;
  key: string;
  unique: string[];
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function modules(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return modules(path);
    return entry.name.endsWith('.ts') && read(path).includes('defineModel<') ? [path] : [];
  });
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');

/** The table of what is sharded. */
function sharded(): Line[] {
  return [...SECTION.matchAll(/^\| `(\w+)` \| `(\w+)` (?:hashed|ranged) \|([^|]*)\|.*$/gm)].map(
    ([, collection = '', key = '', unique = '']) => ({ collection, key, unique: quoted(unique) }),
  );
}

/** The table of what stays on one shard. */
function together(): string[] {
  const table = SECTION.split('| kept together |')[1] ?? '';
  return table.split('\n').flatMap((line) => quoted(line.split('|')[2] ?? ''));
}

describe('the page on sharding', () => {
  let models: { collection: string; unique: string[][] }[];
  beforeAll(async () => {
    for (const path of modules('server/src').filter((each) => each !== 'server/src/db/model.ts'))
      await import(join(ROOT, path));
    models = mongoose.modelNames().map((name) => {
      const { collection, schema } = mongoose.model(name);
      const unique = schema.indexes().filter(([, options]) => options?.unique);
      return { collection: collection.name, unique: unique.map(([keys]) => Object.keys(keys)) };
    });
  });

  it('says of each collection, once, where it lies', () => {
    expect(models.length).toBeGreaterThan(80);
    // The engine of the jobs makes its own collection.
    const known = [...models.map(({ collection }) => collection), 'jobs'].sort();
    expect([...sharded().map(({ collection }) => collection), ...together()].sort()).toEqual(known);
  });

  it('names the unique indexes of what is sharded', () => {
    const of = (name: string) => models.find(({ collection }) => collection === name)?.unique ?? [];
    for (const { collection, unique } of sharded())
      expect([collection, unique]).toEqual([collection, of(collection).map((keys) => keys.join(', '))]);
  });

  it('has only shard keys with which each unique index begins', () => {
    expect(sharded().length).toBeGreaterThan(20);
    for (const { collection, key, unique } of sharded())
      for (const index of unique) expect([collection, index.split(', ')[0]]).toEqual([collection, key]);
  });
});
