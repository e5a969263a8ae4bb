import type { CommandDefinition, CommandTable } from '../command';
import type { Parameters } from '../parameters';
import type { RunningOperations } from '../running-operations';
import { administrationCommands, listingCommands } from './administration';
import { aggregateCommands } from './aggregate';
import { collectionCommands } from './collections';
import { countCommands } from './count';
import { cursorCommands } from './cursor-commands';
import { deleteCommands } from './delete';
import { diagnosticCommands, operationCommands } from './diagnostics';
import { distinctCommands } from './distinct';
import { explainCommands } from './explain';
import { findCommands } from './find';
import { findAndModifyCommands } from './find-and-modify';
import { helloCommands } from './hello';
import { indexCommands } from './indexes';
import { insertCommands } from './insert';
import { sessionCommands } from './sessions';
import { statisticsCommands } from './statistics';
import { transactionCommands } from './transactions';
import { updateCommands } from './update';
import { validateCommands } from './validate';

/** All commands by the names clients use. */
export function commandRegistry(
  parameters: Parameters,
  running: RunningOperations,
): ReadonlyMap<string, CommandDefinition> {
  const registry = new Map<string, CommandDefinition>();
  const tables: CommandTable[] = [
    helloCommands,
    diagnosticCommands,
    operationCommands(running),
    administrationCommands(parameters),
    listingCommands(() => registry.keys()),
    statisticsCommands,
    validateCommands,
    sessionCommands,
    transactionCommands,
    collectionCommands,
    indexCommands,
    insertCommands,
    updateCommands,
    deleteCommands,
    findAndModifyCommands,
    findCommands,
    cursorCommands,
    aggregateCommands,
    countCommands,
    distinctCommands,
    explainCommands,
  ];
  for (const table of tables) for (const [name, definition] of Object.entries(table)) registry.set(name, definition);
  return registry;
}
