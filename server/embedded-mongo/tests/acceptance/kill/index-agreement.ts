import { isDeepStrictEqual } from 'node:util';
import type { Collection, Db, Document } from 'mongodb';

/** Where a collection and its indexes differ: each index is read from end to end and compared with a collection scan. */
export async function indexFaults(db: Db): Promise<string[]> {
  const faults: string[] = [];
  const listed = await db.listCollections({}, { nameOnly: true }).toArray();
  for (const { name } of listed) {
    const collection = db.collection(name);
    const scanned = await collection.find({}, { hint: { $natural: 1 } }).toArray();
    const counts = [await collection.estimatedDocumentCount(), await collection.countDocuments({})];
    if (counts.some((count) => count !== scanned.length)) faults.push(`${name}: counts ${counts} of ${scanned.length}`);
    for (const index of await collection.indexes()) faults.push(...(await compareIndex(collection, index, scanned)));
    const report = await db.command({ validate: name, full: true });
    if (!report['valid']) faults.push(`${name}: ${JSON.stringify(report['errors'])}`);
  }
  return faults;
}

async function compareIndex(collection: Collection, index: Document, scanned: Document[]): Promise<string[]> {
  const fields = Object.keys(index['key'] as object);
  const partial = index['partialFilterExpression'] as Document | undefined;
  const inPartial = partial ? await collection.find(partial, { hint: { $natural: 1 } }).toArray() : scanned;
  const expected = index['sparse'] ? inPartial.filter((doc) => fields.some((field) => field in doc)) : inPartial;
  const filter = partial ?? (index['sparse'] ? { [fields[0]!]: { $exists: true } } : {});
  const found = await collection.find(filter, { hint: index['name'] as string }).toArray();
  const faults: string[] = [];
  const name = `${collection.collectionName}.${index['name']}`;
  if (!isDeepStrictEqual(byId(found), byId(expected))) {
    faults.push(`${name}: reads ${found.length} documents, a collection scan ${expected.length}`);
  }
  return faults;
}

function byId(documents: readonly Document[]): Map<string, Document> {
  const text = (doc: Document): string => String(doc['_id']);
  const sorted = [...documents].sort((a, b) => (text(a) < text(b) ? -1 : 1));
  return new Map(sorted.map((doc) => [text(doc), doc]));
}
