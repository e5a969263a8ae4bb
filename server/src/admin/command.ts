import type { AuditActor } from '../audit/audit.service';
import type { Env } from '../config/env';

/** One option of a command; all take a value. */
export interface Option {
  /** What it is, in the usage. */
  sentence: string;
  required?: true;
}

/** What a command is given. */
export interface Invocation {
  /** The options that were given, trimmed; required ones are there. */
  options: Readonly<Record<string, string>>;
  actor: AuditActor;
  /** The environment that the command was called in, which is the server's. */
  env: Env;
  now: Date;
}

/** One command of the command line. */
export interface Command {
  name: string;
  summary: string;
  options: Readonly<Record<string, Option>>;
  /** An invocation that works, for the usage. */
  example: string;
  /** Does the work and gives back the lines to print. */
  run: (invocation: Invocation) => Promise<string[]>;
}
