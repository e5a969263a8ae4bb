import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { findDifferences } from '../../server/src/verifications';
import { differences } from '../support/differences';
import { builtForAll } from '../support/world/builtForAll';
import { buildWorld, type World } from '../support/world/world';
import { BREAKAGES, type Breakage } from './breakages';
import { makeHistory } from './history';

const SERVER = join(__dirname, '../../server/src');

let world: World;
builtForAll(buildWorld, (_api, built) => {
  world = built;
});
beforeAll(() => makeHistory(world), 60_000);

/** Makes one stored thing wrong while `look` looks, and puts it back. */
async function whileBroken<T>({ collection, where, change }: Breakage, look: () => Promise<T>): Promise<T> {
  const rows = mongoose.connection.collection(collection);
  const row = await rows.findOne(where?.(world) ?? {});
  if (!row) throw new Error(`nothing to break in ${collection}`);
  await rows.deleteOne({ _id: row._id });
  if (change) {
    await rows.insertOne(row);
    await rows.updateOne({ _id: row._id }, change);
  }
  try {
    return await look();
  } finally {
    await rows.replaceOne({ _id: row._id }, row, { upsert: true });
  }
}

/** The projections that the domains' checkers name. */
function namedProjections(): string[] {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/verify\w*(\.service)?\.ts$/.test(file),
  );
  const texts = files.map((file) => readFileSync(join(SERVER, file), 'utf8'));
  const names = texts.flatMap((text) => text.match(/(?<=')[a-zA-Z]+\.[a-zA-Z_]+(?=')/g) ?? []);
  return [...new Set(names)].sort();
}

describe('the checker', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await differences(findDifferences())).toEqual([]);
  });

  it.each(
    BREAKAGES.map((breakage): [string, string, Breakage] => [breakage.projection, breakage.collection, breakage]),
  )('finds a wrong %s (%s)', async (projection, _collection, breakage) => {
    const found = await whileBroken(breakage, () => differences(findDifferences()));
    expect(found.map((difference) => difference.projection)).toContain(projection);
  });

  it('finds nothing once all is as it was', async () => {
    expect(await differences(findDifferences())).toEqual([]);
  });

  it('is tried with everything that it looks at', () => {
    expect(namedProjections().length).toBeGreaterThan(30);
    const tried = new Set(BREAKAGES.map(({ projection }) => projection));
    expect(namedProjections().filter((name) => !tried.has(name))).toEqual([]);
  });
});
