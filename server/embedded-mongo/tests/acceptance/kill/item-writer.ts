import type { Collection } from 'mongodb';
import type { RandomSource } from '../random-source';
import { acknowledged, type Round, type Tally } from './round';

/** A document of the single writes. `tags`, `note` and `grade` feed a multikey, a sparse and a partial index. */
export interface Item {
  readonly _id: string;
  readonly code: string;
  readonly owner: number;
  readonly n: number;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly grade?: number;
}

/** One document before and after a write that was sent. */
interface Change {
  readonly id: string;
  readonly after: Item | undefined;
}

/** Writes documents that are its own, and knows what must be there. */
export class ItemWriter {
  /** Documents as acknowledged. */
  readonly known = new Map<string, Item>();
  /** Other states that documents may have because an answer was lost. */
  readonly possible = new Map<string, Item | undefined>();
  private made = 0;

  constructor(
    readonly owner: number,
    private readonly random: RandomSource,
    private readonly tally: Tally,
  ) {}

  /** Writes until the round ends. */
  async run(round: Round): Promise<void> {
    const items = round.client.db('kill').collection<Item>('items');
    while (!round.stopped) {
      const [changes, write] = this.nextWrite(items);
      if (await acknowledged(write)) this.apply(changes);
      else {
        this.tally.uncertain += 1;
        for (const { id, after } of changes) this.possible.set(id, after);
        return;
      }
    }
  }

  /** Settles the open questions by what a restarted server holds. */
  adopt(found: ReadonlyMap<string, Item>): void {
    for (const id of this.possible.keys()) {
      const item = found.get(id);
      if (item) this.known.set(id, item);
      else this.known.delete(id);
    }
    this.possible.clear();
  }

  private apply(changes: readonly Change[]): void {
    this.tally.acknowledged += changes.length;
    for (const { id, after } of changes) {
      if (after) this.known.set(id, after);
      else this.known.delete(id);
    }
  }

  private nextWrite(items: Collection<Item>): [Change[], () => Promise<unknown>] {
    const existing = this.known.size > 0 ? this.random.pick([...this.known.values()]) : undefined;
    if (!existing || this.known.size < 10) return this.insertion(items, 1 + this.random.below(3));
    switch (this.random.below(7)) {
      case 0:
        return this.insertion(items, 1);
      case 1:
        return this.insertion(items, 4);
      case 2:
        return this.update(items, existing);
      case 3:
        return this.replacement(items, existing);
      case 4:
        return [[{ id: existing._id, after: undefined }], () => items.deleteOne({ _id: existing._id })];
      case 5:
        return this.findAndModify(items, existing);
      default:
        return this.bulk(items, existing);
    }
  }

  private newItem(): Item {
    this.made += 1;
    const id = `${this.owner}:${this.made}`;
    const optional = this.random.pick([{}, { note: `note ${this.made % 5}` }, { grade: this.made % 10 }]);
    return { _id: id, code: `${id}/0`, owner: this.owner, n: 0, tags: [`t${this.made % 7}`, 'all'], ...optional };
  }

  private insertion(items: Collection<Item>, count: number): [Change[], () => Promise<unknown>] {
    const docs = Array.from({ length: count }, () => this.newItem());
    return [docs.map((doc) => ({ id: doc._id, after: doc })), () => items.insertMany(docs)];
  }

  private changed(before: Item): Item {
    return {
      ...before,
      n: before.n + 1,
      code: `${before._id}/${before.n + 1}`,
      tags: [...before.tags, `u${before.n % 5}`].slice(-3),
    };
  }

  private change(before: Item): object {
    const { code } = this.changed(before);
    return { $inc: { n: 1 }, $set: { code }, $push: { tags: { $each: [`u${before.n % 5}`], $slice: -3 } } };
  }

  private update(items: Collection<Item>, before: Item): [Change[], () => Promise<unknown>] {
    const changes = [{ id: before._id, after: this.changed(before) }];
    return [changes, () => items.updateOne({ code: before.code }, this.change(before))];
  }

  private replacement(items: Collection<Item>, before: Item): [Change[], () => Promise<unknown>] {
    const { _id, ...rest } = this.newItem();
    const after = { ...rest, _id: before._id, n: before.n + 1, code: `${before._id}/r${_id}` };
    return [[{ id: before._id, after }], () => items.replaceOne({ _id: before._id }, after)];
  }

  private findAndModify(items: Collection<Item>, before: Item): [Change[], () => Promise<unknown>] {
    const after = this.changed(before);
    const write = async (): Promise<void> => {
      const reply = await items.findOneAndUpdate({ _id: before._id }, this.change(before), { returnDocument: 'after' });
      expect(reply).toEqual(after);
    };
    return [[{ id: before._id, after }], write];
  }

  private bulk(items: Collection<Item>, before: Item): [Change[], () => Promise<unknown>] {
    const inserted = this.newItem();
    const removed = [...this.known.keys()].find((id) => id !== before._id) as string;
    const changes = [
      { id: inserted._id, after: inserted },
      { id: before._id, after: this.changed(before) },
      { id: removed, after: undefined },
    ];
    const operations = [
      { insertOne: { document: inserted } },
      { updateOne: { filter: { _id: before._id }, update: this.change(before) } },
      { deleteOne: { filter: { _id: removed } } },
    ];
    return [changes, () => items.bulkWrite(operations as never, { ordered: this.random.below(2) === 0 })];
  }
}

/** What is wrong with the documents found after a restart, by the memory of their writers. */
export function itemFaults(writers: readonly ItemWriter[], found: ReadonlyMap<string, Item>): string[] {
  const faults: string[] = [];
  const text = (item: Item | undefined): string => (item ? JSON.stringify(Object.entries(item).sort()) : 'absent');
  const expected = new Set<string>();
  for (const writer of writers) {
    for (const id of new Set([...writer.known.keys(), ...writer.possible.keys()])) {
      expected.add(id);
      const states = [text(writer.known.get(id))];
      if (writer.possible.has(id)) states.push(text(writer.possible.get(id)));
      if (!states.includes(text(found.get(id)))) faults.push(`${id}: ${text(found.get(id))} is none of ${states}`);
    }
  }
  for (const id of found.keys()) if (!expected.has(id)) faults.push(`${id} must not exist`);
  return faults;
}
