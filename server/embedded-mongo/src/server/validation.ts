import { type Doc, docOf, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { plainOperation } from '../operation';
import { compileFilter, type Filter } from '../query/filter';
import type { Collection } from '../storage/types';
import { filledDocField, flagField, stringField } from './arguments';
import type { CommandContext } from './command';

const LEVELS: readonly string[] = ['off', 'moderate', 'strict'];
const ACTIONS: readonly string[] = ['error', 'warn'];
const FIELDS = ['validator', 'validationLevel', 'validationAction'];

/** True where the command asks not to check documents against the collection's validator. */
export function bypassesValidation(context: CommandContext): boolean {
  return flagField(context.command, 'bypassDocumentValidation') === true;
}

/** True where `collMod` says something about the validator. */
export function changesValidation(command: Doc): boolean {
  return FIELDS.some((field) => command.has(field));
}

/** Reads a validator and how it is applied out of `create` or `collMod`; `before` are the options so far. */
export function validationOptions(command: Doc, before: Doc = new Map()): Doc {
  const options: Doc = new Map(before);
  if (!changesValidation(command)) return options;
  const level = stringField(command, 'validationLevel') ?? stringField(before, 'validationLevel') ?? 'strict';
  const action = stringField(command, 'validationAction') ?? stringField(before, 'validationAction') ?? 'error';
  requireOneOf('validationLevel', level, LEVELS);
  requireOneOf('validationAction', action, ACTIONS);
  const validator = command.has('validator')
    ? filledDocField(command, 'validator')
    : filledDocField(before, 'validator');
  for (const field of FIELDS) options.delete(field);
  if (!validator) return options;
  compileFilter(validator, plainOperation());
  return options.set('validator', validator).set('validationLevel', level).set('validationAction', action);
}

function requireOneOf(field: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new CommandError(ErrorCode.BadValue, `Enumeration value '${value}' for field '${field}' is not a valid value.`);
}

const compiled = new WeakMap<Doc, Filter>();

function filterOf(validator: Doc): Filter {
  let filter = compiled.get(validator);
  if (!filter) {
    filter = compileFilter(validator, plainOperation());
    compiled.set(validator, filter);
  }
  return filter;
}

/** Refuses (121) a document that does not match the collection's validator. `before` is the document it replaces. */
export function validateDocument(collection: Collection, after: Doc, before?: Doc): void {
  const validator = collection.options.get('validator');
  if (!isDoc(validator)) return;
  const { options } = collection;
  const level = options.get('validationLevel');
  if (level === 'off' || options.get('validationAction') === 'warn') return;
  const filter = filterOf(validator);
  if (filter.matches(after)) return;
  // Documents that were invalid already may stay so at the moderate level.
  if (level === 'moderate' && before && !filter.matches(before)) return;
  const [operatorName = '$and'] = validator.keys();
  const details = docOf({ operatorName, specifiedAs: validator, reason: 'the document does not match the validator' });
  const errInfo = docOf({ failingDocumentId: after.get('_id'), details });
  throw new CommandError(ErrorCode.DocumentValidationFailure, 'Document failed validation', docOf({ errInfo }));
}
