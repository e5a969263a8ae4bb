import { type Doc, docOf, isDoc, ObjectId, UtcDate } from '../../bson/values';
import { fieldRules } from '../arguments';
import type { CommandContext, CommandDefinition, CommandTable } from '../command';
import { MAX_DOCUMENT_BYTES, MAX_WRITE_BATCH, REPLICA_SET } from '../services';
import { SESSION_TIMEOUT_MINUTES } from '../sessions/sessions';
import { MAX_MESSAGE_BYTES } from '../wire/frames';

const definition: CommandDefinition = {
  fields: fieldRules({}),
  acceptsAnyField: true,
  stableApi: true,
  run: hello,
};

/** The handshake, under its present and its former names. */
export const helloCommands: CommandTable = { hello: definition, isMaster: definition, ismaster: definition };

/** Wire version of MongoDB 7.0. */
export const MAX_WIRE_VERSION = 21;
const ELECTION = new ObjectId(Buffer.from('7fffffff0000000000000001', 'hex'));

function hello(context: CommandContext): Doc {
  const { connection, services, name } = context;
  rememberClient(context);
  const me = services.address();
  const primaryField = name === 'hello' ? 'isWritablePrimary' : 'ismaster';
  return docOf({
    helloOk: true,
    [primaryField]: true,
    secondary: false,
    setName: REPLICA_SET,
    setVersion: 1,
    hosts: [me],
    primary: me,
    me,
    electionId: ELECTION,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new UtcDate(Date.now()),
    logicalSessionTimeoutMinutes: SESSION_TIMEOUT_MINUTES,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
  });
}

/** Keeps what the client says about itself in a handshake. */
export function rememberClient({ command, connection }: CommandContext): void {
  const client = command.get('client');
  if (!isDoc(client)) return;
  connection.metadata = client;
  const application = client.get('application');
  const appName = isDoc(application) ? application.get('name') : undefined;
  if (typeof appName === 'string') connection.appName = appName;
}
