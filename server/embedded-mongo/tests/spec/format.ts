import type { Document } from 'mongodb';

/** The parts of MongoDB's unified test format that this runner knows. Names are the format's own. */
export interface TestFile {
  description: string;
  schemaVersion: string;
  runOnRequirements?: Requirement[];
  createEntities?: EntitySpec[];
  initialData?: CollectionData[];
  tests: Test[];
}

/** One test of a file. */
export interface Test {
  description: string;
  skipReason?: string;
  runOnRequirements?: Requirement[];
  operations: Operation[];
  expectEvents?: ExpectedClientEvents[];
  expectLogMessages?: unknown;
  expectTracingMessages?: unknown;
  outcome?: CollectionData[];
}

/** A set of conditions; one whole set of a list must hold for a test to run. */
export interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  serverless?: 'require' | 'forbid' | 'allow';
  serverParameters?: Document;
  auth?: boolean;
  authMechanism?: string;
  csfle?: boolean | Document;
}

/** `{ client: {...} }`, `{ collection: {...} }` and so on: exactly one key. */
export type EntitySpec = Record<string, Document & { id: string }>;

/** What a collection holds before or after a test. */
export interface CollectionData {
  collectionName: string;
  databaseName: string;
  createOptions?: Document;
  documents: Document[];
}

/** One step of a test. */
export interface Operation {
  name: string;
  object: string;
  arguments?: Document;
  ignoreResultAndError?: boolean;
  expectError?: ExpectedError;
  expectResult?: unknown;
  saveResultAsEntity?: string;
}

/** How a step must fail. */
export interface ExpectedError {
  isError?: true;
  isClientError?: boolean;
  isTimeoutError?: boolean;
  errorContains?: string;
  errorCode?: number;
  errorCodeName?: string;
  errorLabelsContain?: string[];
  errorLabelsOmit?: string[];
  errorResponse?: Document;
  writeErrors?: Record<string, Document>;
  writeConcernErrors?: Document[];
  expectResult?: unknown;
}

/** `{ commandStartedEvent: {...} }`: exactly one key. */
export type ExpectedEvent = Record<string, Document>;

/** The events that a client must have seen, in order. */
export interface ExpectedClientEvents {
  client: string;
  eventType?: 'command' | 'cmap' | 'sdam';
  events: ExpectedEvent[];
  ignoreExtraEvents?: boolean;
}
