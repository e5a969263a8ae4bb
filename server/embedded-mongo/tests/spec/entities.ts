import {
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  GridFSBucket,
  MongoClient,
  type MongoClientOptions,
} from 'mongodb';
import { type RecordedEvent, recordEvents } from './events';
import type { EntitySpec } from './format';
import type { MatchLookup } from './matching';
import { Skip, UNSUPPORTED } from './skip';

type Builder = (spec: Document & { id: string }, entities: Entities) => unknown;

/** Everything that a test has named: clients, databases, collections, sessions, threads, saved results. */
export class Entities implements MatchLookup {
  private readonly values = new Map<string, unknown>();
  private readonly lsids = new Map<string, unknown>();
  private readonly events = new Map<string, RecordedEvent[]>();
  private readonly sessions: ClientSession[] = [];
  private readonly clients: MongoClient[] = [];

  constructor(
    private readonly uri: string,
    /** The runner's own connection: failpoints and checks go through it. */
    readonly internal: MongoClient,
  ) {}

  /** Makes the entities of a list, in order. */
  async create(specs: readonly EntitySpec[]): Promise<void> {
    for (const entry of specs) {
      const [type, spec] = Object.entries(entry)[0] ?? ['', { id: '' }];
      if (type === 'client') await this.createClient(spec);
      else if (type === 'session') this.createSession(spec);
      else this.save(spec.id, build(type, spec, this));
    }
  }

  /** Keeps a value under an id. */
  save(id: string, value: unknown): void {
    this.values.set(id, value);
  }

  entity(id: string): unknown {
    if (!this.values.has(id)) throw new Error(`there is no entity ${id}`);
    return this.values.get(id);
  }

  sessionLsid(id: string): unknown {
    return this.lsids.get(id);
  }

  client(id: string): MongoClient {
    return this.entity(id) as MongoClient;
  }

  session(id: string): ClientSession {
    return this.entity(id) as ClientSession;
  }

  /** What a client has emitted so far. */
  recorded(clientId: string): RecordedEvent[] {
    return this.events.get(clientId) ?? [];
  }

  /** Ends sessions and closes clients, whatever state they are in. */
  async close(): Promise<void> {
    for (const session of this.sessions) await session.endSession().catch(() => undefined);
    for (const client of this.clients) await client.close().catch(() => undefined);
  }

  private async createClient(spec: Document & { id: string }): Promise<void> {
    if (spec['autoEncryptOpts']) throw new Skip(UNSUPPORTED.encryption);
    const options: MongoClientOptions = { heartbeatFrequencyMS: 500, monitorCommands: true };
    if (spec['serverApi']) options.serverApi = spec['serverApi'];
    const client = new MongoClient(withOptions(this.uri, spec['uriOptions'] as Document | undefined), options);
    this.clients.push(client);
    this.events.set(spec.id, recordEvents(client, spec));
    this.save(spec.id, client);
    await client.connect();
  }

  private createSession(spec: Document & { id: string }): void {
    const session = this.client(spec['client'] as string).startSession(spec['sessionOptions'] as Document | undefined);
    this.sessions.push(session);
    this.lsids.set(spec.id, session.id);
    this.save(spec.id, session);
  }
}

const BUILDERS: Readonly<Record<string, Builder>> = {
  database: (spec, entities): Db =>
    entities.client(spec['client'] as string).db(spec['databaseName'] as string, spec['databaseOptions'] as Document),
  collection: (spec, entities): Collection =>
    (entities.entity(spec['database'] as string) as Db).collection(
      spec['collectionName'] as string,
      spec['collectionOptions'] as Document,
    ),
  bucket: (spec, entities): GridFSBucket =>
    new GridFSBucket(entities.entity(spec['database'] as string) as Db, spec['bucketOptions'] as Document),
  thread: (): Promise<unknown>[] => [],
  clientEncryption: () => {
    throw new Skip(UNSUPPORTED.encryption);
  },
};

function build(type: string, spec: Document & { id: string }, entities: Entities): unknown {
  const builder = BUILDERS[type];
  if (!builder) throw new Error(`unknown kind of entity: ${type}`);
  return builder(spec, entities);
}

function withOptions(uri: string, options: Document | undefined): string {
  const [base, query] = uri.split('?');
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(options ?? {})) parameters.set(name, String(value));
  return `${base?.replace(/(\/\/[^/]+)$/, '$1/')}?${parameters}`;
}
