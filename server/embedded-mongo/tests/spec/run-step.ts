import { AbstractCursor, ClientSession, Collection, Db, type Document, GridFSBucket, MongoClient } from 'mongodb';
import type { Entities } from './entities';
import { checkError, describeError } from './errors';
import type { Operation } from './format';
import { match } from './matching';
import { bucketSteps } from './operations/on-bucket';
import { clientSteps } from './operations/on-client';
import { collectionSteps } from './operations/on-collection';
import { cursorSteps } from './operations/on-cursor';
import { databaseSteps } from './operations/on-database';
import { runnerSteps } from './operations/on-runner';
import { sessionSteps } from './operations/on-session';
import type { Step, Steps } from './operations/operation';
import { plainResult } from './results';
import { Skip } from './skip';

const STEPS_BY_CLASS: readonly [abstract new (...args: never[]) => unknown, Steps<never>][] = [
  [Collection, collectionSteps],
  [Db, databaseSteps],
  [MongoClient, clientSteps],
  [ClientSession, sessionSteps],
  [AbstractCursor, cursorSteps],
  [GridFSBucket, bucketSteps],
];

/** Carries out steps one after another; throws at the first that does not go as the test says. */
export async function runSteps(
  operations: readonly Operation[],
  entities: Entities,
  inCallback = false,
): Promise<void> {
  for (const operation of operations) await runStep(operation, entities, inCallback);
}

async function runStep(operation: Operation, entities: Entities, inCallback: boolean): Promise<void> {
  const outcome = await attempt(operation, entities);
  if (operation.ignoreResultAndError) return;
  if (operation.expectError) {
    if (!('error' in outcome)) throw new Error(`${operation.name}: expected an error, but it went well`);
    inStep(operation, () => checkError(operation.expectError ?? {}, outcome.error, entities));
    // The driver decides on the callback's error whether the transaction is tried again.
    if (inCallback) throw outcome.error;
    return;
  }
  if ('error' in outcome)
    throw inCallback ? outcome.error : new Error(`${operation.name}: ${describeError(outcome.error)}`);
  if (operation.saveResultAsEntity) entities.save(operation.saveResultAsEntity, outcome.result);
  if ('expectResult' in operation)
    inStep(operation, () => match(operation.expectResult, plainResult(outcome.result), entities));
}

async function attempt(operation: Operation, entities: Entities): Promise<{ result: unknown } | { error: unknown }> {
  const { object, step } = find(operation, entities);
  const context = {
    entities,
    run: (operations: readonly Operation[], inCallback: boolean) => runSteps(operations, entities, inCallback),
  };
  try {
    return { result: await step(object as never, resolved(operation.arguments, entities), context) };
  } catch (error) {
    if (error instanceof Skip) throw error;
    return { error };
  }
}

function find(operation: Operation, entities: Entities): { object: unknown; step: Step<never> } {
  const object = operation.object === 'testRunner' ? undefined : entities.entity(operation.object);
  const steps = object === undefined ? runnerSteps : STEPS_BY_CLASS.find(([type]) => object instanceof type)?.[1];
  const step = steps?.[operation.name];
  if (!step) throw new Error(`unknown operation ${operation.name} on ${operation.object}`);
  return { object, step };
}

/** Arguments with the id of a session replaced by the session. */
function resolved(args: Document | undefined, entities: Entities): Document {
  const session: unknown = args?.['session'];
  return typeof session === 'string' ? { ...args, session: entities.session(session) } : { ...args };
}

function inStep(operation: Operation, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`${operation.name}: ${(error as Error).message}`);
  }
}
