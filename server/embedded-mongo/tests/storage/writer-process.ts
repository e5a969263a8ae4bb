import { fromJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { Store } from '../../src/storage/store';

const NAMESPACE = 'test.things';
const operation = plainOperation(0);

/** Writes single documents and transactions of two until it is killed; prints the ids that were acknowledged. */
async function main(dataDir: string): Promise<void> {
  const store = await Store.open({ dataDir, durability: 'commit' });
  const doc = (fields: object) => fromJs(fields) as Doc;
  await store.createIndexes(NAMESPACE, [doc({ key: { n: 1 }, name: 'n_1' })], operation);
  const acknowledge = (...ids: string[]) => process.stdout.write(`${ids.join('\n')}\n`);
  const run = `${process.pid}-${Date.now()}`;
  for (let n = 0; ; n++) {
    const singles = Array.from({ length: 5 }, async (_, i) => {
      const _id = `one-${run}-${n}-${i}`;
      await store.write((view) => view.insert(view.collection(NAMESPACE)!, doc({ _id, n })), operation);
      acknowledge(_id);
    });
    const transaction = store.begin();
    const ids = ['left', 'right'].map((side) => `${side}-${run}-${n}`);
    for (const _id of ids) transaction.view.insert(transaction.view.collection(NAMESPACE)!, doc({ _id, n }));
    await store.commit(transaction);
    acknowledge(...ids);
    await Promise.all(singles);
  }
}

void main(process.argv[2]!);
