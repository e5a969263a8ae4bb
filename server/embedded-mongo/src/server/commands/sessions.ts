import { randomBytes } from 'node:crypto';
import { Binary, type Doc, docOf } from '../../bson/values';
import { arrayField, fieldRules } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { SESSION_TIMEOUT_MINUTES, sessionId } from '../sessions/sessions';

/** startSession, refreshSessions, endSessions, killSessions and their kin. */
export const sessionCommands: CommandTable = {
  startSession: {
    fields: fieldRules({}),
    run: (context) => {
      const id = randomBytes(16);
      id[6] = (id[6]! & 0x0f) | 0x40;
      id[8] = (id[8]! & 0x3f) | 0x80;
      context.services.sessions.use(id);
      return docOf({ id: docOf({ id: new Binary(id, 4) }), timeoutMinutes: SESSION_TIMEOUT_MINUTES });
    },
  },
  refreshSessions: {
    fields: fieldRules({}),
    stableApi: true,
    run: (context) => forEachSession(context, (id) => context.services.sessions.use(id)),
  },
  endSessions: {
    fields: fieldRules({}),
    stableApi: true,
    run: (context) => forEachSession(context, (id) => context.services.sessions.end(id.toString('latin1'))),
  },
  killSessions: {
    fields: fieldRules({}),
    stableApi: true,
    run: (context) => forEachSession(context, (id) => context.services.sessions.kill(id.toString('latin1'))),
  },
  killAllSessions: { fields: fieldRules({}), run: killAll },
  killAllSessionsByPattern: { fields: fieldRules({}), run: killAll },
};

function forEachSession(context: CommandContext, work: (id: Buffer) => void): Doc {
  const ids = (arrayField(context.command, context.name) ?? []).map((lsid) => sessionId(lsid));
  for (const id of ids) work(id);
  return docOf({});
}

// There are no users: every pattern means all sessions.
function killAll(context: CommandContext): Doc {
  context.services.sessions.killAll();
  return docOf({});
}
