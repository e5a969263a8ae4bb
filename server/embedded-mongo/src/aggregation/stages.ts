import { formatValue } from '../bson/js';
import { type Doc, isArray, isDoc, type Maybe, typeNameOf, type Value } from '../bson/values';
import { CommandError } from '../errors';
import { compileExpression, rootEnv } from '../expression/expression';
import type { Operation } from '../operation';
import { compileAggregationProjection } from '../query/projection';
import { applyFieldTree, compileFieldTree } from './add-fields';
import { inStage } from './arguments';
import { withVariables } from './context';
import { fieldPath } from './field-paths';
import { expressionScope } from './stages/group';

type DocumentStage = (spec: Value, operation: Operation, name: string) => (doc: Doc) => Doc;

/** The stages that make one document of each document. */
export const DOCUMENT_STAGES: ReadonlyMap<string, DocumentStage> = new Map<string, DocumentStage>([
  ['$addFields', compileAddFields],
  ['$set', compileAddFields],
  ['$project', compileProject],
  ['$unset', compileUnset],
  ['$replaceRoot', compileReplaceRoot],
  ['$replaceWith', compileReplaceWith],
]);

/**
 * Compiles one of the stages that map a document to a document (`$addFields`, `$set`, `$project`, `$unset`,
 * `$replaceRoot`, `$replaceWith`), as pipelines of updates and of findAndModify use them.
 */
export function compileDocumentStage(
  stage: Doc,
  operation: Operation,
  variables?: ReadonlyMap<string, Maybe>,
): (doc: Doc) => Doc {
  if (stage.size !== 1) {
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  const [name, spec] = stage.entries().next().value!;
  const compile = DOCUMENT_STAGES.get(name);
  if (!compile) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
  return compile(spec, variables?.size ? withVariables(operation, variables) : operation, name);
}

function compileAddFields(spec: Value, operation: Operation, name: string): (doc: Doc) => Doc {
  if (!isDoc(spec)) {
    throw new CommandError(40272, `${name} specification stage must be an object, got ${typeNameOf(spec)}`);
  }
  const tree = inStage(name, () => compileFieldTree(spec, expressionScope(operation)));
  return (doc) => applyFieldTree(doc, tree, rootEnv(doc, operation));
}

function compileProject(spec: Value, operation: Operation): (doc: Doc) => Doc {
  if (!isDoc(spec)) throw new CommandError(15969, '$project specification must be an object');
  return compileAggregationProjection(spec, operation);
}

function compileUnset(spec: Value, operation: Operation): (doc: Doc) => Doc {
  const paths = unsetPaths(spec);
  const projection: Doc = new Map();
  inStage('$unset', () => {
    for (const path of paths) {
      fieldPath(path);
      if (projection.has(path)) throw new CommandError(31250, `Path collision at ${path}`);
      projection.set(path, false);
    }
  });
  return compileAggregationProjection(projection, operation, '$unset');
}

function unsetPaths(spec: Value): readonly string[] {
  if (typeof spec === 'string') return [spec];
  if (!isArray(spec)) throw new CommandError(31002, '$unset specification must be a string or an array');
  if (spec.length === 0) {
    throw new CommandError(31119, '$unset specification must be a string or an array with at least one field');
  }
  return spec.map((path) => {
    if (typeof path === 'string') return path;
    throw new CommandError(31120, '$unset specification must be a string or an array containing only string values');
  });
}

function compileReplaceRoot(spec: Value, operation: Operation): (doc: Doc) => Doc {
  if (!isDoc(spec)) {
    throw new CommandError(
      40229,
      `expected an object as specification for $replaceRoot stage, got ${typeNameOf(spec)}`,
    );
  }
  for (const name of spec.keys()) {
    if (name !== 'newRoot') throw new CommandError(40415, `BSON field '$replaceRoot.${name}' is an unknown field.`);
  }
  const newRoot = spec.get('newRoot');
  if (newRoot === undefined) {
    throw new CommandError(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
  }
  return replacedBy(newRoot, operation, "'newRoot' expression ");
}

function compileReplaceWith(spec: Value, operation: Operation): (doc: Doc) => Doc {
  return replacedBy(spec, operation, "'replacement document' ");
}

function replacedBy(source: Value, operation: Operation, what: string): (doc: Doc) => Doc {
  const expression = compileExpression(source, expressionScope(operation));
  return (doc) => {
    const root = expression(rootEnv(doc, operation));
    if (isDoc(root)) return root;
    const shown = root === undefined ? 'MISSING' : formatValue(root);
    throw new CommandError(
      40228,
      `${what}must evaluate to an object, but resulting value was: ${shown}. Type of resulting value: '${typeNameOf(root)}'. Input document: ${formatValue(doc)}`,
    );
  };
}
