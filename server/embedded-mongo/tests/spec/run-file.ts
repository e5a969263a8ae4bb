import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BSON, type MongoClient } from 'mongodb';
import { Entities } from './entities';
import { describeError } from './errors';
import { checkEvents } from './events';
import type { CollectionData, Test, TestFile } from './format';
import { match } from './matching';
import { type ServerFacts, unmetRequirement } from './requirements';
import { runSteps } from './run-step';
import { Skip, UNSUPPORTED } from './skip';

const TEST_TIMEOUT_MS = 30_000;

/** How one test went. */
export interface TestReport {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly reason: string;
}

/** The server that the tests run against. */
export interface Target {
  readonly uri: string;
  /** The runner's own connection. */
  readonly internal: MongoClient;
  readonly facts: ServerFacts;
}

/** Runs every test of a file. */
export async function runFile(file: string, target: Target): Promise<TestReport[]> {
  const parsed = BSON.EJSON.parse(readFileSync(file, 'utf8'), { relaxed: true }) as TestFile;
  const reports: TestReport[] = [];
  for (const test of parsed.tests) {
    const title = `${path.basename(file)}: ${test.description}`;
    const reason = reasonToSkip(parsed, test, target.facts);
    reports.push(reason ? { title, outcome: 'skipped', reason } : { title, ...(await runTest(parsed, test, target)) });
  }
  return reports;
}

function reasonToSkip(file: TestFile, test: Test, facts: ServerFacts): string | null {
  if (test.skipReason) return `skipReason: ${test.skipReason}`;
  if (test.expectLogMessages || test.expectTracingMessages) return UNSUPPORTED.driverLogs;
  return unmetRequirement(file.runOnRequirements, facts) ?? unmetRequirement(test.runOnRequirements, facts);
}

async function runTest(file: TestFile, test: Test, target: Target): Promise<Omit<TestReport, 'title'>> {
  const entities = new Entities(target.uri, target.internal);
  try {
    await prepare(file.initialData ?? [], target.internal);
    await entities.create(file.createEntities ?? []);
    await withTimeout(carryOut(test, entities));
    return { outcome: 'passed', reason: '' };
  } catch (error) {
    if (error instanceof Skip) return { outcome: 'skipped', reason: error.message };
    return {
      outcome: 'failed',
      reason: error instanceof Error && error.name === 'Error' ? error.message : describeError(error),
    };
  } finally {
    await disableFailPoints(test, target.internal);
    await entities.close();
  }
}

async function carryOut(test: Test, entities: Entities): Promise<void> {
  await runSteps(test.operations, entities);
  for (const expected of test.expectEvents ?? []) checkEvents(expected, entities.recorded(expected.client), entities);
  for (const data of test.outcome ?? []) {
    const collection = entities.internal.db(data.databaseName).collection(data.collectionName);
    const documents = await collection.find({}, { sort: { _id: 1 }, readPreference: 'primary' }).toArray();
    match(data.documents, documents, entities, 'nested', `outcome of ${data.collectionName}`);
  }
}

async function prepare(initialData: readonly CollectionData[], internal: MongoClient): Promise<void> {
  await internal
    .db('admin')
    .command({ killAllSessions: [] })
    .catch(() => undefined);
  for (const { databaseName, collectionName, createOptions, documents } of initialData) {
    const database = internal.db(databaseName);
    const collection = database.collection(collectionName);
    await collection.drop().catch(() => undefined);
    if (createOptions || documents.length === 0) await database.createCollection(collectionName, createOptions);
    if (documents.length > 0) await collection.insertMany(documents.map((one) => ({ ...one })));
  }
}

async function disableFailPoints(test: Test, internal: MongoClient): Promise<void> {
  const text = JSON.stringify(test.operations);
  for (const name of new Set([...text.matchAll(/"configureFailPoint":"(\w+)"/g)].map(([, point]) => point)))
    await internal
      .db('admin')
      .command({ configureFailPoint: name, mode: 'off' })
      .catch(() => undefined);
}

async function withTimeout(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${TEST_TIMEOUT_MS / 1000} s`)), TEST_TIMEOUT_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
