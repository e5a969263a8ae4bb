import { type Doc, docOf, isArray, isDoc, type Numeric, type Value } from '../model/values';
import type { PlainConnection } from './connection';
import { int } from './document-arbitraries';

/** The answer to a write. */
export interface Answer {
  readonly n: number;
  readonly nModified: number;
  /** Codes of all errors, of the command or of its statements. */
  readonly codes: number[];
  readonly messages: string;
  readonly reply: Doc;
}

const BATCH = int(10_000);
const NATURAL = docOf({ $natural: int(1) });

/** A collection of the server that is tested. */
export class ServerCollection {
  constructor(
    private readonly connection: PlainConnection,
    private readonly database: string,
    readonly name: string,
  ) {}

  /** Runs a command on this collection. */
  async run(command: string, fields: Record<string, Value | undefined>): Promise<Answer> {
    const given = Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined);
    const reply = await this.connection.run(
      new Map<string, Value>([[command, this.name], ...given, ['$db', this.database]]),
    );
    return answer(reply);
  }

  /** The documents a query finds, as they are sent. */
  async find(fields: Record<string, Value | undefined>): Promise<Answer & { documents: Doc[] }> {
    const answered = await this.run('find', { ...fields, batchSize: BATCH });
    const cursor = answered.reply.get('cursor');
    const documents = isDoc(cursor) ? (cursor.get('firstBatch') as Doc[]) : [];
    return { ...answered, documents };
  }

  /** All documents in the order in which they were inserted, read without an index. */
  async dump(): Promise<Doc[]> {
    return (await this.find({ hint: NATURAL })).documents;
  }

  drop(): Promise<Answer> {
    return this.run('drop', {});
  }
}

function answer(reply: Doc): Answer {
  const errors = isArray(reply.get('writeErrors')) ? (reply.get('writeErrors') as Doc[]) : [];
  const failures = Number(reply.get('ok')) === 1 ? errors : [reply, ...errors];
  const count = (name: string): number => Number((reply.get(name) as Numeric | undefined) ?? 0);
  return {
    n: count('n'),
    nModified: count('nModified'),
    codes: failures.map((failure) => Number(failure.get('code'))),
    messages: failures.map((failure) => String(failure.get('errmsg'))).join('; '),
    reply,
  };
}
