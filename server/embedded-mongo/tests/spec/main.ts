/**
 * Runs MongoDB's specification tests (unified test format) against this server, or against `MONGODB_URI` if it is set.
 * Usage: `npm run spec -w server/embedded-mongo [-- DIR...]`
 */
import path from 'node:path';
import { serverForTests } from '../support/spawned-server';
import { CRUD_TESTS, runFiles, tally, testFiles } from './run-directories';
import type { TestReport } from './run-file';

function print(reports: readonly TestReport[]): void {
  const skipped = reports.filter(({ outcome }) => outcome === 'skipped');
  for (const reason of new Set(skipped.map((one) => one.reason))) {
    const titles = skipped.filter((one) => one.reason === reason).map(({ title }) => title);
    console.log(`SKIPPED ${titles.length}: ${reason}\n  ${titles.join('\n  ')}`);
  }
  for (const { title, reason } of reports.filter(({ outcome }) => outcome === 'failed'))
    console.log(`FAILED ${title}\n  ${reason}`);
}

async function main(): Promise<void> {
  const directories = process.argv.slice(2).map((directory) => path.resolve(directory));
  const files = testFiles(directories.length > 0 ? directories : [CRUD_TESTS]);
  let reports: TestReport[] = [];
  if (files.length > 0) {
    const server = await serverForTests();
    try {
      reports = await runFiles(files, server.uri);
    } finally {
      await server.stop();
    }
  }
  print(reports);
  const { passed, failed, skipped } = tally(reports);
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
}

void main();
