import { ObjectId } from 'mongodb';
import { message } from './raw-connection';

export const DATABASE = 'bench';
/** Holds the documents that are read and updated: `_id` and `key` run from 0, `key` has a unique index. */
export const ACCOUNTS = 'accounts';
/** Takes the inserts. */
export const ENTRIES = 'entries';

const NAME = 'a small document of the bench';

/** One kind of command, as bytes. */
export interface Workload {
  readonly name: string;
  /** The least ratio to `ping`; absent for ping itself. */
  readonly target?: number;
  /** A message of its own for one connection, and how to make the n-th of it. */
  template(connection: number): { readonly bytes: Buffer; number(n: number): void };
  /** Bytes that a good reply holds. */
  readonly expects: Buffer;
}

/** The document number n of the accounts. */
export function account(n: number): object {
  return { _id: n, key: n, name: NAME, balance: 0 };
}

const MARK = 0x7a6b5c4d;

/** Prebuilds a message that holds MARK where each message differs, and returns a writer for that place. */
function numbered(command: object): ReturnType<Workload['template']> {
  const bytes = message({ ...command, $db: DATABASE });
  const mark = Buffer.alloc(4);
  mark.writeInt32LE(MARK);
  const at = bytes.indexOf(mark);
  return { bytes, number: (n) => void bytes.writeInt32LE(n, at) };
}

const ONE = Buffer.from('\x10n\0\x01\0\0\0', 'latin1');
const OK = Buffer.from('\x01ok\0\0\0\0\0\0\0\xf0\x3f', 'latin1');
const FOUND = Buffer.from(NAME);

const ping: Workload = {
  name: 'ping',
  expects: OK,
  template: () => ({ bytes: message({ ping: 1, $db: DATABASE }), number: () => undefined }),
};

const insert: Workload = {
  name: 'insert',
  target: 0.3,
  expects: ONE,
  template: (connection) => {
    const id = Buffer.from(new ObjectId().id);
    id.writeInt32LE(MARK, 4);
    id.writeInt32BE(connection, 8);
    return numbered({ insert: ENTRIES, documents: [{ _id: new ObjectId(id), name: NAME, amount: 1 }] });
  },
};

const findById: Workload = {
  name: 'findOne by _id',
  target: 0.35,
  expects: FOUND,
  template: () => numbered({ find: ACCOUNTS, filter: { _id: MARK }, limit: 1, singleBatch: true }),
};

const findByKey: Workload = {
  name: 'findOne by a unique index',
  target: 0.35,
  expects: FOUND,
  template: () => numbered({ find: ACCOUNTS, filter: { key: MARK }, limit: 1, singleBatch: true }),
};

const update: Workload = {
  name: 'findOneAndUpdate by a unique index',
  target: 0.25,
  expects: FOUND,
  template: () =>
    numbered({ findAndModify: ACCOUNTS, query: { key: MARK }, update: { $inc: { balance: 1 } }, new: true }),
};

/** What is measured, `ping` first. */
export const WORKLOADS: readonly Workload[] = [ping, insert, findById, findByKey, update];
