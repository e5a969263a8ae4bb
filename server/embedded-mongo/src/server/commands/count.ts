import { fromCount } from '../../bson/numeric';
import { type Doc, docOf } from '../../bson/values';
import { countQuery } from '../../planner/run';
import { countField, docField, fieldRules, numberField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { namespaceOf } from '../namespaces';
import { applyCollationAndLet, type Reading, reading } from '../readings';
import { eachInTurns, resultInTurns } from '../time-slice';
import { resolveSource } from '../views';
import { documentsToRead } from './documents-to-read';
import { hintOf } from './find';

/** Fields of count, also inside explain. */
export const COUNT_FIELDS = fieldRules({
  query: 'object',
  limit: 'number',
  skip: 'number',
  hint: ['string', 'object'],
  collation: 'object',
  fields: 'any',
});

/** The count command. */
export const countCommands: CommandTable = {
  count: { fields: COUNT_FIELDS, reads: true, stableApi: true, run: count },
};

/** Skip and limit of count; a negative limit counts like its absolute value. */
export function countBounds(command: Doc): { skip: number; limit: number } {
  const limit = Math.abs(Math.trunc(numberField(command, 'limit') ?? 0));
  return { skip: countField(command, 'skip', 'count') ?? 0, limit };
}

function count(context: CommandContext): Promise<Doc> {
  const { command, operation } = context;
  const namespace = namespaceOf(context);
  const bounds = countBounds(command);
  applyCollationAndLet(context);
  return reading(context, async (opened) => {
    const { isView, collection } = resolveSource(opened.view, namespace);
    if (isView) return docOf({ n: fromCount(await countView(context, opened, bounds)) });
    const filter = docField(command, 'query') ?? new Map();
    const query = { filter, ...bounds, hint: hintOf(command), operation };
    return docOf({ n: fromCount(await resultInTurns(countQuery(opened.view, collection, query), operation)) });
  });
}

async function countView(
  context: CommandContext,
  opened: Reading,
  bounds: { skip: number; limit: number },
): Promise<number> {
  let n = 0;
  await eachInTurns(documentsToRead(context, opened), context.operation, () => {
    n += 1;
    return bounds.limit === 0 || n < bounds.skip + bounds.limit;
  });
  return Math.max(0, n - bounds.skip);
}
