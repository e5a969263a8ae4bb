import { workImports } from '../../server/src/aum/importWorker.service';
import { readEnv } from '../../server/src/config/env';
import { connect } from '../../server/src/db/connection';
import { memberSecrets } from '../../server/src/members/secrets';
import { createLogger } from '../../server/src/platform/logger';

/** A process that works on lists until there is nothing left; it says so at each of them. */
async function main(): Promise<void> {
  await connect(process.env.MONGODB_URI ?? '');
  const { hashPhone } = memberSecrets(readEnv());
  const work = {
    hashPhone,
    logger: createLogger('silent'),
    now: () => new Date(),
    stopping: () => false,
    leaseMs: 1_000,
  };
  process.send?.({ ready: true });
  setInterval(() => void workImports(work).then((worked) => process.send?.({ worked })), 100);
}

void main();
