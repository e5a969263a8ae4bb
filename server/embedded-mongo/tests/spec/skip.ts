/** Thrown where a test needs what the server or the driver does not have; the message names it. */
export class Skip extends Error {}

/** What this server refuses by name, and what the driver has no such thing for. */
export const UNSUPPORTED = {
  changeStreams: 'change streams: refused by the server (40573)',
  encryption: 'client-side encryption: needs a library that is not part of the driver',
  driverLogs: 'log and tracing messages: a matter of the driver alone',
  mapReduce: 'mapReduce: no longer in the driver',
  loops: 'endless loops: for long-running workloads only',
  mongosPinning: 'pinning to a mongos: there is none',
} as const;
