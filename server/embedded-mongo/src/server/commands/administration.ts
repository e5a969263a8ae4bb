import { type Doc, docOf, isDoc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { docField, fieldRules, flagField, stringField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { GENERIC_FIELDS } from '../generic-arguments';
import type { Parameters } from '../parameters';

/** getParameter, setParameter, configureFailPoint and shutdown. */
export function administrationCommands(parameters: Parameters): CommandTable {
  return {
    getParameter: {
      fields: fieldRules({}),
      adminOnly: true,
      acceptsAnyField: true,
      run: ({ command }) => getParameter(command, parameters),
    },
    setParameter: {
      fields: fieldRules({}),
      adminOnly: true,
      acceptsAnyField: true,
      run: ({ command }) => setParameter(command, parameters),
    },
    configureFailPoint: {
      fields: fieldRules({ mode: 'any', data: 'object' }),
      adminOnly: true,
      testOnly: true,
      run: configureFailPoint,
    },
    shutdown: {
      fields: fieldRules({ force: 'flag', timeoutSecs: 'number' }),
      adminOnly: true,
      run: ({ services }) => {
        services.shutdown();
        return docOf({});
      },
    },
  };
}

function getParameter(command: Doc, parameters: Parameters): Doc {
  const which = command.get('getParameter');
  const everything = which === '*' || (isDoc(which) && flagField(which, 'allParameters') === true);
  const found: Doc = new Map();
  for (const [name, value] of parameters.all()) if (everything || command.has(name)) found.set(name, value);
  if (found.size === 0) throw new CommandError(ErrorCode.InvalidOptions, 'no option found to get');
  return found;
}

function setParameter(command: Doc, parameters: Parameters): Doc {
  const changes = [...command].slice(1).filter(([name]) => !GENERIC_FIELDS.has(name));
  if (changes.length === 0) {
    throw new CommandError(ErrorCode.InvalidOptions, 'no option found to set, use help:true to see options ');
  }
  return changes.reduce<Doc>((reply, [name, value]) => reply.set('was', parameters.set(name, value)), new Map());
}

function configureFailPoint({ command, services }: CommandContext): Doc {
  const name = stringField(command, 'configureFailPoint') ?? '';
  services.failPoints?.configure(name, command.get('mode'), docField(command, 'data') ?? new Map());
  return docOf({ count: 0 });
}

/** listCommands, which needs to know all others. */
export function listingCommands(names: () => Iterable<string>): CommandTable {
  return {
    listCommands: {
      fields: fieldRules({}),
      run: () => {
        const commands: Doc = new Map();
        for (const name of [...names()].sort()) commands.set(name, docOf({ help: '', requiresAuth: false }));
        return docOf({ commands });
      },
    },
  };
}
