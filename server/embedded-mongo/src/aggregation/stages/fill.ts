import { type Doc, docOf, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import {
  documentField,
  malformed,
  rejectUnknownFields,
  requiredField,
  stringField,
  stringsField,
  wrongType,
} from '../arguments';
import { mapping, type Stage, type StageScope } from '../context';
import { compileDocumentStage } from '../stages';
import { compileSetWindowFields } from './set-window-fields';

const FUNCTION_OF_METHOD: ReadonlyMap<string, string> = new Map([
  ['linear', '$linearFill'],
  ['locf', '$locf'],
]);

/** `$fill`: values for null and missing fields, in terms of `$setWindowFields` and `$addFields`. */
export function compileFill(spec: Value, scope: StageScope): Stage {
  if (!isDoc(spec)) {
    throw malformed(`The $fill stage specification must be an object, found ${typeNameOf(spec)}`);
  }
  rejectUnknownFields(spec, '$fill', ['partitionBy', 'partitionByFields', 'sortBy', 'output']);
  const { computed, constants } = readOutput(requiredField(spec, '$fill', 'output'));
  const sortBy = spec.get('sortBy');
  const windows = docOf({
    output: computed,
    sortBy: sortBy === undefined ? undefined : documentField(sortBy, '$fill.sortBy'),
    partitionBy: partitionOf(spec),
  });
  const stages: Stage[] = [];
  if (computed.size > 0) stages.push(compileSetWindowFields(windows, scope));
  if (constants.size > 0) {
    stages.push(mapping(compileDocumentStage(docOf({ $addFields: constants }), scope.operation)));
  }
  return (input) => stages.reduce((stream, stage) => stage(stream), input);
}

function readOutput(output: Value): { computed: Doc; constants: Doc } {
  const computed: Doc = new Map();
  const constants: Doc = new Map();
  const fields = documentField(output, '$fill.output');
  if (fields.size === 0) {
    throw new CommandError(6050203, "The output field in '$fill' must contain an object with at least one element");
  }
  for (const [field, source] of fields) {
    if (!isDoc(source)) {
      throw new CommandError(6050200, 'Each fill output specification must be an object with exactly one field');
    }
    rejectUnknownFields(source, '$fill', ['method', 'value']);
    const method = source.get('method');
    const value = source.get('value');
    if (method !== undefined) computed.set(field, docOf({ [functionOf(method, value)]: `$${field}` }));
    else if (value !== undefined) constants.set(field, docOf({ $ifNull: [`$${field}`, value] }));
  }
  return { computed, constants };
}

function functionOf(method: Value, value: Maybe): string {
  if (value !== undefined) {
    throw new CommandError(
      6050201,
      "Each fill output specification must have exactly one of 'method' or 'value' fields, not both",
    );
  }
  const name = FUNCTION_OF_METHOD.get(stringField(method, '$fill.method'));
  if (!name) throw new CommandError(6050202, 'Method must be either locf or linear');
  return name;
}

function partitionOf(spec: Doc): Maybe {
  const partitionBy = spec.get('partitionBy');
  const fields = spec.get('partitionByFields');
  if (partitionBy !== undefined && fields !== undefined) {
    throw new CommandError(6050204, "Maximum one of 'partitionBy' and 'partitionByFields can be specified in '$fill'");
  }
  if (fields !== undefined) {
    const names = stringsField(fields, '$fill.partitionByFields');
    return names.length === 0 ? undefined : new Map(names.map((name) => [name.replaceAll('.', '_'), `$${name}`]));
  }
  if (partitionBy !== undefined && typeof partitionBy !== 'string' && !isDoc(partitionBy)) {
    throw wrongType('$fill.partitionBy', partitionBy, 'object');
  }
  return partitionBy;
}
