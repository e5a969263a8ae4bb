import mongoose from 'mongoose';
import { EnvError, readEnv } from './config/env';
import { isInUse, joinDatabase } from './db/connection';
import { findDifferences } from './verifications';

/** Exit codes: nothing differs, something differs, could not look. */
export const EXIT = { same: 0, different: 1, failed: 2 } as const;

/** Where the check writes: differences on the one, words on the other. */
export interface VerifyOutput {
  out: (line: string) => void;
  err: (text: string) => void;
}

/**
 * Recomputes every projection from the ledgers, in the database the server uses, and prints each difference as one
 * line of JSON. Beside a server that runs, a change under way may show as a difference; so it says when it joins one.
 */
export async function runVerify(source: NodeJS.ProcessEnv | undefined, { out, err }: VerifyOutput): Promise<number> {
  try {
    const database = await joinDatabase(readEnv(source));
    try {
      if (database.joined)
        err('DATA_DIR is in use by a running server: joined its database; what it is changing now may show below.');
      if ((await mongoose.connection.listCollections()).length === 0)
        err('The database is empty: do DATA_DIR and MONGODB_URI name the right one?');
      let count = 0;
      for await (const difference of findDifferences()) {
        out(JSON.stringify(difference));
        count += 1;
      }
      err(count === 0 ? 'no differences' : `differences: ${count}`);
      return count === 0 ? EXIT.same : EXIT.different;
    } finally {
      await database.close();
    }
  } catch (error) {
    err(messageOf(error));
    return EXIT.failed;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof EnvError) return error.message;
  if (isInUse(error))
    return 'DATA_DIR is in use by another process that left no address to join (DATA_DIR/db.uri). Run this as the user of the server, or stop the server first.';
  return String((error as Error)?.stack ?? error);
}

if (require.main === module)
  void runVerify(undefined, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  }).then((code) => {
    process.exitCode = code;
  });
