import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { serverFacts } from './requirements';
import { runFile, type TestReport } from './run-file';

/** The folder of MongoDB's CRUD specification tests, beside the project. */
export const CRUD_TESTS = path.resolve(__dirname, '../../../../../shared/data/mongodb-spec-crud');

/** The test files below directories, by name. Directories that are absent hold none. */
export function testFiles(directories: readonly string[]): string[] {
  return directories
    .filter((directory) => existsSync(directory))
    .flatMap((directory) =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => path.join(directory, name)),
    );
}

/** Runs test files against the server at a URI, one after another. */
export async function runFiles(files: readonly string[], uri: string): Promise<TestReport[]> {
  const internal = await new MongoClient(uri, { heartbeatFrequencyMS: 500 }).connect();
  try {
    const target = { uri, internal, facts: await serverFacts(internal) };
    const reports: TestReport[] = [];
    for (const file of files) reports.push(...(await runFile(file, target)));
    return reports;
  } finally {
    await internal.close();
  }
}

/** How many tests ended each way. */
export function tally(reports: readonly TestReport[]): Record<TestReport['outcome'], number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) counts[report.outcome] += 1;
  return counts;
}
