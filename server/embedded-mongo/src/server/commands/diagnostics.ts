import { arch, cpus, hostname, platform, release, type as systemType, totalmem } from 'node:os';
import { type Doc, Double, docOf, Timestamp, UtcDate } from '../../bson/values';
import { CommandError, ErrorCode, notSupported } from '../../errors';
import { fieldRules, flagField, numberField, requiredField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { MAX_DOCUMENT_BYTES, REPLICA_SET, SERVER_VERSION } from '../services';

const noFields = fieldRules({});

/** Commands that tell about the server. */
export const diagnosticCommands: CommandTable = {
  ping: { fields: noFields, stableApi: true, run: () => docOf({}) },
  buildInfo: { fields: noFields, run: buildInfo },
  buildinfo: { fields: noFields, run: buildInfo },
  connectionStatus: { fields: fieldRules({ showPrivileges: 'flag' }), stableApi: true, run: connectionStatus },
  whatsmyuri: { fields: noFields, run: ({ connection }) => docOf({ you: connection.remote }) },
  hostInfo: { fields: noFields, run: hostInfo },
  getCmdLineOpts: {
    fields: noFields,
    adminOnly: true,
    run: () => docOf({ argv: process.argv.slice(1), parsed: docOf({}) }),
  },
  getLog: { fields: noFields, adminOnly: true, run: () => docOf({ totalLinesWritten: 0, log: [] }) },
  replSetGetStatus: { fields: fieldRules({ initialSync: 'any' }), adminOnly: true, run: replicaSetStatus },
  replSetGetConfig: { fields: fieldRules({ commitmentStatus: 'flag' }), adminOnly: true, run: replicaSetConfig },
  getDefaultRWConcern: { fields: fieldRules({ inMemory: 'flag' }), adminOnly: true, run: defaultConcerns },
  connPoolStats: { fields: noFields, run: connectionPoolStatistics },
  fsync: {
    fields: fieldRules({ lock: 'flag', fsyncLockAcquisitionTimeoutMillis: 'number' }),
    adminOnly: true,
    run: fsync,
  },
  logout: { fields: noFields, run: () => docOf({}) },
  saslStart: { fields: noFields, acceptsAnyField: true, run: refuseLogin },
  saslContinue: { fields: noFields, acceptsAnyField: true, run: refuseLogin },
  authenticate: { fields: noFields, acceptsAnyField: true, run: refuseLogin },
  usersInfo: { fields: noFields, acceptsAnyField: true, run: () => docOf({ users: [] }) },
  rolesInfo: { fields: noFields, acceptsAnyField: true, run: () => docOf({ roles: [] }) },
};

function buildInfo(): Doc {
  return docOf({
    version: SERVER_VERSION,
    gitVersion: 'embedded',
    modules: [],
    allocator: 'node',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    versionArray: [...SERVER_VERSION.split('.').map(Number), 0],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    storageEngines: ['lmdb'],
  });
}

function connectionStatus(): Doc {
  return docOf({
    authInfo: docOf({ authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] }),
  });
}

function hostInfo(): Doc {
  return docOf({
    system: docOf({
      currentTime: new UtcDate(Date.now()),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: BigInt(Math.round(totalmem() / 1048576)),
      numCores: cpus().length,
      cpuArch: arch(),
    }),
    os: docOf({ type: systemType(), name: platform(), version: release() }),
  });
}

function optimeOf({ services }: CommandContext): Doc {
  return docOf({ ts: new Timestamp(services.clock.now), t: 1n });
}

function replicaSetStatus(context: CommandContext): Doc {
  const { services } = context;
  const optime = optimeOf(context);
  const member = docOf({
    _id: 0,
    name: services.address(),
    health: new Double(1),
    state: 1,
    stateStr: 'PRIMARY',
    uptime: Math.floor((Date.now() - services.startedAt) / 1000),
    optime,
    electionDate: new UtcDate(services.startedAt),
    configVersion: 1,
    configTerm: 1,
    self: true,
  });
  return docOf({
    set: REPLICA_SET,
    date: new UtcDate(Date.now()),
    myState: 1,
    term: 1n,
    majorityVoteCount: 1,
    writeMajorityCount: 1,
    votingMembersCount: 1,
    writableVotingMembersCount: 1,
    optimes: docOf({ lastCommittedOpTime: optime, appliedOpTime: optime, durableOpTime: optime }),
    members: [member],
  });
}

function replicaSetConfig({ services }: CommandContext): Doc {
  const member = docOf({
    _id: 0,
    host: services.address(),
    arbiterOnly: false,
    hidden: false,
    priority: new Double(1),
    votes: 1,
  });
  return docOf({ config: docOf({ _id: REPLICA_SET, version: 1, term: 1, members: [member], protocolVersion: 1n }) });
}

function defaultConcerns(): Doc {
  return docOf({
    defaultReadConcern: docOf({ level: 'local' }),
    defaultWriteConcern: docOf({ w: 'majority', wtimeout: 0 }),
    defaultWriteConcernSource: 'implicit',
    defaultReadConcernSource: 'implicit',
    localUpdateWallClockTime: new UtcDate(Date.now()),
  });
}

function connectionPoolStatistics(): Doc {
  return docOf({
    numClientConnections: 0,
    numAScopedConnections: 0,
    totalInUse: 0,
    totalAvailable: 0,
    totalCreated: 0,
    hosts: docOf({}),
    replicaSets: docOf({}),
  });
}

async function fsync(context: CommandContext): Promise<Doc> {
  if (flagField(context.command, 'lock')) throw notSupported('fsync with lock');
  await context.services.storage.write(() => undefined, context.operation);
  return docOf({ numFiles: 1 });
}

function refuseLogin(): Doc {
  throw new CommandError(ErrorCode.AuthenticationFailed, 'Authentication failed: this server has no users.');
}

/** currentOp and killOp, which need to know what runs. */
export function operationCommands(running: { list(): Doc[]; kill(id: number): void }): CommandTable {
  return {
    currentOp: {
      fields: noFields,
      adminOnly: true,
      acceptsAnyField: true,
      run: () => docOf({ inprog: running.list() }),
    },
    killOp: {
      fields: fieldRules({ op: 'number' }),
      adminOnly: true,
      run: ({ command }) => {
        requiredField(command, 'op', 'killOp');
        running.kill(numberField(command, 'op') ?? 0);
        return docOf({ info: 'attempting to kill op' });
      },
    },
  };
}
