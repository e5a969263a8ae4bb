import {
  type IndexModel,
  inserted,
  type Outcome,
  refusals,
  sorted,
  updatedMany,
  updatedOne,
  upserted,
} from '../model/collection';
import { Refusal } from '../model/failure';
import { matches } from '../model/filter';
import { compare } from '../model/order';
import { project } from '../model/projection';
import { type Doc, docOf, identical, isDoc, show, type Value } from '../model/values';
import { type Command, type SessionCase, type Sort, showFields } from './commands';
import { int } from './document-arbitraries';
import type { Answer, ServerCollection } from './server-collection';

type Find = Extract<Command, { kind: 'find' }>;
type Update = Extract<Command, { kind: 'update' }>;
type FindAndModify = Extract<Command, { kind: 'findAndModify' }>;

/** Runs a session on the server and on the model. Throws where they differ. */
export class Session {
  private documents: readonly Doc[] = [];
  private indexes: IndexModel[] = [];
  /** Commands compared so far. */
  compared = 0;

  constructor(private readonly server: ServerCollection) {}

  async run({ documents, indexes, commands }: SessionCase): Promise<void> {
    await this.step({ kind: 'insert', documents, ordered: false });
    for (const index of indexes) await this.step({ kind: 'createIndex', index });
    for (const command of commands) {
      await this.step(command);
      this.compared += 1;
    }
    const { reply, messages } = await this.server.run('validate', { full: true });
    if (reply.get('valid') !== true) throw new Error(`the collection is not valid: ${messages} ${show(reply)}`);
  }

  private async step(command: Command): Promise<void> {
    try {
      await this.perform(command);
    } catch (error) {
      const state = `with ${show(this.documents)}\n  indexes ${this.indexes.map(showFields).join(' | ')}`;
      throw new Error(`${(error as Error).message}\n  at ${showFields(command)}\n  ${state}`);
    }
  }

  private async perform(command: Command): Promise<void> {
    switch (command.kind) {
      case 'find':
        return this.find(command);
      case 'insert': {
        const { documents, ordered } = command;
        const answer = await this.server.run('insert', { documents, ordered });
        return this.settle(answer, [inserted(this.documents, this.indexes, documents, ordered)]);
      }
      case 'update':
        return this.update(command);
      case 'findAndModify':
        return this.findAndModify(command);
      case 'delete':
        return this.remove(command.filter, command.multi);
      case 'createIndex':
        return this.createIndex(command.index);
      default: {
        const [dropped] = this.indexes.splice(command.place, 1);
        if (dropped) check('dropIndexes', (await this.server.run('dropIndexes', { index: dropped.name })).codes, []);
      }
    }
  }

  private async find(command: Find): Promise<void> {
    const expected = this.expectedFind(command);
    const { filter, projection, sort, skip, limit } = command;
    const query = { filter, projection, ...(sort && { sort: sortDoc(sort), skip: int(skip), limit: int(limit) }) };
    const complete = this.indexes.filter((index) => !index.sparse && !index.partial);
    const hints: (Value | undefined)[] = [undefined, docOf({ $natural: int(1) }), ...complete.map(({ name }) => name)];
    for (const hint of hints) {
      const found = await this.server.find({ ...query, hint });
      const how = `find ${hint === undefined ? 'as planned' : `by ${show(hint)}`}`;
      // The one document of an _id is not sorted.
      if (expected instanceof Refusal && hint === undefined && isById(filter)) continue;
      if (expected instanceof Refusal) checkCodes(how, found, expected.codes);
      else {
        check(`${how} ${found.messages}`, found.codes, []);
        compareLists(how, found.documents, expected, sort !== undefined);
      }
    }
    const { n, codes } = await this.server.run('count', { query: filter });
    const count = this.documents.filter((doc) => matches(doc, filter)).length;
    if (codes.length > 0 || n !== count) throw new Error(`count: ${n} (${codes}), expected ${count}`);
  }

  private expectedFind({ filter, sort, projection, skip, limit }: Find): Doc[] | Refusal {
    try {
      let found = this.documents.filter((doc) => matches(doc, filter));
      if (sort) found = sorted(found, sort).slice(skip, limit > 0 ? skip + limit : undefined);
      return projection ? found.map((doc) => project(doc, projection)) : found;
    } catch (error) {
      if (error instanceof Refusal) return error.codes.includes(171) ? new Refusal(2) : error;
      throw error;
    }
  }

  private async update(command: Update): Promise<void> {
    const { query, update, arrayFilters, multi, upsert } = command;
    const statement = new Map<string, Value>([
      ['q', query],
      ['u', update],
      ['multi', multi],
      ['upsert', upsert],
    ]);
    if (arrayFilters) statement.set('arrayFilters', arrayFilters);
    const answer = await this.server.run('update', { updates: [statement] });
    const context = { filter: query, arrayFilters };
    const found = this.documents.filter((doc) => matches(doc, query)).length;
    if (found === 0) {
      const nothing = { documents: this.documents, n: 0, nModified: 0 };
      return this.settle(answer, [upsert ? upserted(this.documents, this.indexes, update, context) : nothing]);
    }
    if (!multi) return this.settle(answer, updatedOne(this.documents, this.indexes, update, context));
    const outcome = updatedMany(this.documents, this.indexes, update, context);
    return outcome ? this.settle(answer, [outcome]) : this.adopt(update, context);
  }

  /** After an update of many whose result depends on their order: each document is as before or as after. */
  private async adopt(update: Value, context: { filter: Doc; arrayFilters?: Doc[] }): Promise<void> {
    const dump = await this.server.dump();
    check('number of documents', dump.length, this.documents.length);
    for (const [i, doc] of this.documents.entries()) {
      const after = updatedOne([doc], [], update, context).map(({ documents }) => documents[0]!);
      if (![doc, ...after].some((state) => identical(state, dump[i])))
        throw new Error(`half updated: ${show(dump[i])}`);
    }
    if (refusals(dump, this.indexes).length > 0) throw new Error(`stored against an index: ${show(dump)}`);
    this.documents = dump;
  }

  private async findAndModify(command: FindAndModify): Promise<void> {
    const { query, update, arrayFilters, sort, returnsNew } = command;
    const fields = { query, update, arrayFilters, sort: sortDoc(sort), new: returnsNew };
    const answer = await this.server.run('findAndModify', fields);
    const chosen = this.firstOf(query, sort);
    if (chosen instanceof Refusal) return checkCodes('findAndModify', answer, chosen.codes);
    const value = answer.reply.get('value') ?? null;
    if (!chosen) return check('value', value, null);
    const context = { filter: query, arrayFilters };
    const place = this.documents.indexOf(chosen);
    const all = updatedOne(this.documents, this.indexes, update, context);
    const outcome = all[this.documents.filter((doc, i) => i < place && matches(doc, query)).length]!;
    const lastError = answer.reply.get('lastErrorObject');
    const n = isDoc(lastError) ? Number(lastError.get('n')) : 0;
    await this.settle({ ...answer, n }, [{ ...outcome, nModified: undefined }]);
    if (!outcome.codes) compareLists('value', [value as Doc], [returnsNew ? outcome.documents[place]! : chosen], true);
  }

  private firstOf(query: Doc, sort: Sort): Doc | Refusal | undefined {
    const found = this.expectedFind({ kind: 'find', filter: query, sort, skip: 0, limit: 1 });
    return found instanceof Refusal ? found : found[0];
  }

  private async remove(filter: Doc, multi: boolean): Promise<void> {
    const answer = await this.server.run('delete', { deletes: [docOf({ q: filter, limit: int(multi ? 0 : 1) })] });
    const without = (gone: (doc: Doc) => boolean): Doc[] => this.documents.filter((doc) => !gone(doc));
    const found = this.documents.filter((doc) => matches(doc, filter));
    const choices = multi ? [found] : found.map((doc) => [doc]);
    const outcomes = choices.map((gone) => ({ documents: without((doc) => gone.includes(doc)), n: gone.length }));
    return this.settle(answer, outcomes.length > 0 ? outcomes : [{ documents: this.documents, n: 0 }]);
  }

  private async createIndex(index: IndexModel): Promise<void> {
    const spec = new Map<string, Value>([
      ['key', new Map(index.key.map(([path, direction]) => [path, int(direction)]))],
      ['name', index.name],
    ]);
    if (index.unique) spec.set('unique', true);
    if (index.sparse) spec.set('sparse', true);
    if (index.partial) spec.set('partialFilterExpression', index.partial);
    const answer = await this.server.run('createIndexes', { indexes: [spec] });
    const sameKey = this.indexes.some(({ key }) => show(key) === show(index.key) && index.key.length === key.length);
    // Two indexes on one key pattern are a matter of their options, which other tests look at.
    if (sameKey) {
      if (answer.codes.length === 0) await this.server.run('dropIndexes', { index: index.name });
      return;
    }
    const codes = refusals(this.documents, [index]);
    checkCodes('createIndexes', answer, codes);
    if (codes.length === 0) this.indexes.push(index);
  }

  /** Compares answer and documents with the ways a write may have come out, and goes on with the one it was. */
  private async settle(answer: Answer, outcomes: readonly Outcome[]): Promise<void> {
    const dump = await this.server.dump();
    const fits = (outcome: Outcome): boolean =>
      answer.n === outcome.n &&
      (outcome.nModified === undefined || answer.nModified === outcome.nModified) &&
      (outcome.codes === undefined) === (answer.codes.length === 0) &&
      answer.codes.every((code) => outcome.codes?.length === 0 || outcome.codes?.includes(code)) &&
      sameList(dump, outcome.documents);
    const outcome = outcomes.find(fits);
    if (!outcome) {
      const expected = outcomes.map(
        (each) => `n ${each.n}/${each.nModified} codes ${each.codes} ${show(each.documents)}`,
      );
      const got = `n ${answer.n}/${answer.nModified} codes ${answer.codes} (${answer.messages}) ${show(dump)}`;
      throw new Error(`answered ${got}\n  expected ${expected.join('\n  or ')}`);
    }
    this.documents = outcome.documents;
  }
}

function isById(filter: Doc): boolean {
  return filter.size === 1 && filter.has('_id');
}

function sortDoc(sort: Sort): Doc {
  return new Map(sort.map(([path, direction]) => [path, int(direction)]));
}

function check(what: string, got: unknown, expected: unknown): void {
  if (show(got) !== show(expected)) throw new Error(`${what}: ${show(got)}, expected ${show(expected)}`);
}

function checkCodes(what: string, answer: Answer, codes: readonly number[]): void {
  const isRight = codes.length === 0 ? answer.codes.length === 0 : answer.codes.some((code) => codes.includes(code));
  if (!isRight) throw new Error(`${what}: codes ${answer.codes} (${answer.messages}), expected ${codes}`);
}

function sameList(a: readonly Doc[], b: readonly Doc[]): boolean {
  return a.length === b.length && a.every((doc, i) => identical(doc, b[i]));
}

function compareLists(what: string, got: readonly Doc[], expected: readonly Doc[], ordered: boolean): void {
  const inOrder = (docs: readonly Doc[]): Doc[] => (ordered ? [...docs] : [...docs].sort(compare));
  if (!sameList(inOrder(got), inOrder(expected))) throw new Error(`${what}: ${show(got)}, expected ${show(expected)}`);
}
