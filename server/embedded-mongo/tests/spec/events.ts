import type { Document, MongoClient } from 'mongodb';
import type { ExpectedClientEvents, ExpectedEvent } from './format';
import { type MatchLookup, match } from './matching';

/** An event as the driver emitted it, under the format's name for it. */
export interface RecordedEvent {
  readonly name: string;
  readonly event: Document;
}

/** Names that the driver has for events where they are not the format's without its ending. */
const DRIVER_NAMES: Readonly<Record<string, string>> = {
  poolCreatedEvent: 'connectionPoolCreated',
  poolReadyEvent: 'connectionPoolReady',
  poolClearedEvent: 'connectionPoolCleared',
  poolClosedEvent: 'connectionPoolClosed',
};

/** Commands that no test counts: they are the runner's own, or hold secrets. */
const UNOBSERVED: ReadonlySet<string> = new Set([
  'configureFailPoint',
  'authenticate',
  'saslStart',
  'saslContinue',
  'getnonce',
  'createUser',
  'updateUser',
  'copydbgetnonce',
  'copydbsaslstart',
  'copydb',
]);

/** Writes down the events of a client that its entity asks for. */
export function recordEvents(client: MongoClient, spec: Document): RecordedEvent[] {
  const recorded: RecordedEvent[] = [];
  const ignored = new Set<string>((spec['ignoreCommandMonitoringEvents'] as string[] | undefined) ?? []);
  for (const name of (spec['observeEvents'] as string[] | undefined) ?? []) {
    const emitted = DRIVER_NAMES[name] ?? name.replace(/Event$/, '');
    client.on(emitted as 'commandStarted', (event) => {
      const sensitive = UNOBSERVED.has(event.commandName) && !spec['observeSensitiveCommands'];
      if (!sensitive && !ignored.has(event.commandName)) recorded.push({ name, event });
    });
  }
  return recorded;
}

/** Checks the recorded events of a client; throws an Error that says which one differs. */
export function checkEvents(expected: ExpectedClientEvents, recorded: RecordedEvent[], lookup: MatchLookup): void {
  const actual = recorded.filter(({ name }) => eventType(name) === (expected.eventType ?? 'command'));
  for (const [index, wanted] of expected.events.entries()) {
    const found = actual[index];
    if (!found) throw new Error(`event ${index}: expected ${Object.keys(wanted)}, saw only ${actual.length} events`);
    try {
      matchEvent(wanted, found, lookup);
    } catch (error) {
      throw new Error(`event ${index}: ${(error as Error).message}`);
    }
  }
  if (actual.length > expected.events.length && !expected.ignoreExtraEvents) {
    const extra = actual
      .slice(expected.events.length)
      .map(({ name, event }) => `${name} ${event['commandName'] ?? ''}`);
    throw new Error(`unexpected events: ${extra.join(', ')}`);
  }
}

/** How many of the recorded events look like the wanted one. */
export function countEvents(wanted: ExpectedEvent, recorded: RecordedEvent[], lookup: MatchLookup): number {
  return recorded.filter((one) => {
    try {
      matchEvent(wanted, one, lookup);
      return true;
    } catch {
      return false;
    }
  }).length;
}

function eventType(name: string): 'command' | 'cmap' | 'sdam' {
  if (name.startsWith('command')) return 'command';
  return name.startsWith('pool') || name.startsWith('connection') ? 'cmap' : 'sdam';
}

const IS_PRESENT: Readonly<Record<string, string>> = {
  hasServiceId: 'serviceId',
  hasServerConnectionId: 'serverConnectionId',
};

/** Fields that the driver leaves out of a command where they say what the server does anyway. */
const LEFT_OUT_BY_DRIVER: Readonly<Record<string, unknown>> = { bypassDocumentValidation: false };

function asDriverSends(command: Document): Document {
  return Object.fromEntries(Object.entries(command).filter(([field, value]) => LEFT_OUT_BY_DRIVER[field] !== value));
}

function matchEvent(wanted: ExpectedEvent, actual: RecordedEvent, lookup: MatchLookup): void {
  const [name, fields] = Object.entries(wanted)[0] ?? ['', {}];
  if (name !== actual.name)
    throw new Error(`expected ${name}, got ${actual.name} ${actual.event['commandName'] ?? ''}`);
  for (const [field, value] of Object.entries(fields)) {
    const presence = IS_PRESENT[field];
    const found: unknown = presence ? actual.event[presence] != null : actual.event[field];
    match(field === 'command' ? asDriverSends(value) : value, found, lookup, 'root', `${name}.${field}`);
  }
}
