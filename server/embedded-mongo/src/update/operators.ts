import { formatValue } from '../bson/js';
import type { Doc, Value } from '../bson/values';
import { isDoc, typeNameOf } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import { Application } from './application';
import type { CompiledUpdate } from './compiled-update';
import { elementText } from './element-text';
import type { ModifierFactory } from './modifier';
import { addToSetModifier } from './modifiers/add-to-set';
import { incModifier, mulModifier } from './modifiers/arithmetic';
import { bitModifier } from './modifiers/bit';
import { currentDateModifier } from './modifiers/current-date';
import { maxModifier, minModifier, setModifier, setOnInsertModifier, unsetModifier } from './modifiers/fields';
import { popModifier } from './modifiers/pop';
import { pullAllModifier, pullModifier } from './modifiers/pull';
import { pushModifier } from './modifiers/push';
import { RENAME_SOURCE, renameModifier, renameTarget } from './modifiers/rename';
import { isArrayUpdate, updatePath } from './path';
import type { ArrayFilters, ObjectNode } from './tree';
import { addUpdate, objectNode } from './tree';

const MODIFIERS = new Map<string, ModifierFactory>([
  ['$addToSet', addToSetModifier],
  ['$bit', bitModifier],
  ['$currentDate', currentDateModifier],
  ['$inc', incModifier],
  ['$max', maxModifier],
  ['$min', minModifier],
  ['$mul', mulModifier],
  ['$pop', popModifier],
  ['$pull', pullModifier],
  ['$pullAll', pullAllModifier],
  ['$push', pushModifier],
  ['$set', setModifier],
  ['$setOnInsert', setOnInsertModifier],
  ['$unset', unsetModifier],
]);

/** What one update document has been read into. */
interface Parsing {
  readonly tree: ObjectNode;
  readonly filters: ArrayFilters;
  readonly operation: Operation;
  readonly usedIdentifiers: Set<string>;
  needsPosition: boolean;
}

/** Compiles an update document made of operators (`{$set: ..., $inc: ...}`). */
export function compileOperators(update: Doc, filters: ArrayFilters, operation: Operation): CompiledUpdate {
  const parsing: Parsing = {
    tree: objectNode(),
    filters,
    operation,
    usedIdentifiers: new Set(),
    needsPosition: false,
  };
  for (const [operator, fields] of update) addOperator(parsing, operator, fields);
  for (const identifier of [...filters.keys()].sort()) {
    if (parsing.usedIdentifiers.has(identifier)) continue;
    const message = `The array filter for identifier '${identifier}' was not used in the update ${formatValue(update)}`;
    throw new CommandError(ErrorCode.FailedToParse, message);
  }
  return {
    kind: 'operators',
    needsPosition: parsing.needsPosition,
    apply: (doc, { position, isInsert }) => {
      const matched = position === undefined ? undefined : String(position);
      return new Application(doc, matched, isInsert, operation).run(parsing.tree);
    },
  };
}

function addOperator(parsing: Parsing, operator: string, fields: Value): void {
  const factory = MODIFIERS.get(operator);
  if (factory === undefined && operator !== '$rename') {
    throw new CommandError(
      ErrorCode.FailedToParse,
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDoc(fields)) {
    throw new CommandError(
      ErrorCode.FailedToParse,
      `Modifiers operate on fields but we found type ${typeNameOf(fields)} instead. For example: ` +
        `{$mod: {<field>: ...}} not {${elementText(operator, fields)}}`,
    );
  }
  for (const [field, argument] of fields) {
    if (factory === undefined) {
      addRename(parsing, field, argument);
      continue;
    }
    const parts = checkedPath(parsing, field);
    addUpdate(parsing.tree, parts, factory(field, argument, parsing.operation), parsing.filters);
  }
}

function addRename(parsing: Parsing, field: string, target: Value): void {
  const from = checkedPath(parsing, field);
  addUpdate(parsing.tree, from, RENAME_SOURCE, parsing.filters);
  const to = checkedPath(parsing, renameTarget(field, target));
  addUpdate(parsing.tree, to, renameModifier(from, to), parsing.filters);
}

function checkedPath(parsing: Parsing, field: string): string[] {
  const parts = updatePath(field);
  const first = parts.indexOf('$');
  if (first !== -1) {
    parsing.needsPosition = true;
    if (parts.indexOf('$', first + 1) !== -1) {
      const message = `Too many positional (i.e. '$') elements found in path '${field}'`;
      throw new CommandError(ErrorCode.BadValue, message);
    }
    if (first === 0) {
      const message = `Cannot have positional (i.e. '$') element in the first position in path '${field}'`;
      throw new CommandError(ErrorCode.BadValue, message);
    }
  }
  for (const part of parts) if (isArrayUpdate(part)) parsing.usedIdentifiers.add(part.slice(2, -1));
  return parts;
}
