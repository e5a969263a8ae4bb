import { formatValue } from '../bson/js';
import type { Doc, Maybe, Value } from '../bson/values';
import { isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import { compilePath, validateFieldName } from './field-path';
import { boundGrowth } from './growth';
import { operatorFactory } from './operators/table';
import type { Env, Expression, ExpressionScope } from './scope';
import { Compiler, constantExpression, constantOf } from './scope';
import { validateVariableName } from './variables';

export type { Env, Expression, ExpressionScope } from './scope';

/** Compiles an aggregation expression; throws what is wrong with its form, or with its value where that is constant. */
export function compileExpression(source: Value, scope: ExpressionScope): Expression {
  return compileNode(source, new Compiler(scope.operation, scope.variables, compileNode));
}

/** Value of an expression that may not read a document: the arguments of `$limit`, `let` and the like. */
export function evaluateConstant(source: Value, operation: Operation): Maybe {
  const expression = compileExpression(source, { operation, variables: new Set() });
  return expression(rootEnv(new Map(), operation));
}

/** Evaluates a command's `let` document into variables, in the order written; later ones do not see earlier ones. */
export function letVariables(definitions: Doc | undefined, operation: Operation): Map<string, Maybe> {
  const variables = new Map<string, Maybe>();
  for (const [name, source] of definitions ?? []) {
    validateVariableName(name);
    const compiler = new Compiler(operation, new Set(), compileNode);
    const expression = compileNode(source, compiler);
    if (compiler.readsDocument) throw new CommandError(4890500, LET_READS_DOCUMENT);
    variables.set(name, expression(rootEnv(new Map(), operation)));
  }
  return variables;
}

const LET_READS_DOCUMENT =
  'Command let Expression tried to access a field, but this is not allowed because Command let expressions run ' +
  'before the query examines any documents.';

/** Environment in which the expressions of a stage are evaluated for one document. */
export function rootEnv(doc: Doc, operation: Operation): Env {
  return { root: doc, current: doc, variables: operation.variables };
}

function compileNode(source: Value, compiler: Compiler): Expression {
  if (typeof source === 'string') {
    return source.startsWith('$') ? compilePath(source, compiler) : constantExpression(source);
  }
  if (Array.isArray(source)) return compileArray(source, compiler);
  if (isDoc(source)) return compileObject(source, compiler);
  return constantExpression(source);
}

function compileArray(items: readonly Value[], compiler: Compiler): Expression {
  return compiler.folded(() => {
    const elements = items.map((item) => compiler.compile(item));
    return (env) => {
      const result: Value[] = new Array(elements.length);
      for (let i = 0; i < elements.length; i++) result[i] = elements[i]!(env) ?? null;
      return boundGrowth(result);
    };
  });
}

function compileObject(source: Doc, compiler: Compiler): Expression {
  const first = source.keys().next();
  if (first.done) return constantExpression(source);
  if (first.value.startsWith('$')) return compileOperator(first.value, source, compiler);
  return compiler.folded(() => {
    const fields: [string, Expression][] = [];
    for (const [name, value] of source) {
      validateFieldName(name);
      fields.push([name, compiler.compile(value)]);
    }
    return (env) => {
      const result: Doc = new Map();
      for (const [name, expression] of fields) {
        const value = expression(env);
        if (value !== undefined) result.set(name, value);
      }
      return boundGrowth(result);
    };
  });
}

function compileOperator(name: string, source: Doc, compiler: Compiler): Expression {
  if (source.size !== 1) {
    throw new CommandError(
      15983,
      `an object representing an expression must have exactly one field: ${formatValue(source)}`,
    );
  }
  const factory = operatorFactory(name);
  if (!factory) throw new CommandError(ErrorCode.InvalidPipelineOperator, `Unrecognized expression '${name}'`);
  return compiler.folded(() => factory(source.get(name)!, compiler));
}

/** The value of an expression that depends on no document; undefined for all others. */
export function constantValueOf(expression: Expression): { readonly value: Maybe } | undefined {
  return constantOf(expression);
}
