import type { Doc, Maybe, Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';

/** What an expression reads while it is evaluated. */
export interface Env {
  /** `$$ROOT`: the document the stage works on. */
  readonly root: Maybe;
  /** `$$CURRENT`: where plain field paths (`"$a.b"`) start. */
  readonly current: Maybe;
  /** User variables by name, without the `$$`; undefined stands for a missing value. */
  readonly variables: ReadonlyMap<string, Maybe>;
}

/** A compiled expression. Its results may be shared with the document and must not be changed in place. */
export type Expression = (env: Env) => Maybe;

/** What is known at the place where an expression stands. */
export interface ExpressionScope {
  readonly operation: Operation;
  /** User variables defined at this place, besides those of `operation.variables`. */
  readonly variables: ReadonlySet<string>;
}

/** Builds the expression of one operator from its argument. */
export type OperatorFactory = (argument: Value, compiler: Compiler) => Expression;

/** Operators by name, with the leading `$`. */
export type OperatorTable = Readonly<Record<string, OperatorFactory>>;

/** Deepest nesting of an expression, so that hostile input cannot overflow the stack. */
const MAX_DEPTH = 100;

const constants = new WeakMap<Expression, { readonly value: Maybe }>();

/** An expression that always has this value. */
export function constantExpression(value: Maybe): Expression {
  const expression: Expression = () => value;
  constants.set(expression, { value });
  return expression;
}

/** The value of an expression that does not depend on a document, else undefined. */
export function constantOf(expression: Expression): { readonly value: Maybe } | undefined {
  return constants.get(expression);
}

/** Counts what a compilation met that has no value before there is a document. */
interface Progress {
  dynamic: number;
  readsDocument: boolean;
}

/** Compiles the arguments of an operator at one place of an expression. */
export class Compiler implements ExpressionScope {
  constructor(
    readonly operation: Operation,
    readonly variables: ReadonlySet<string>,
    private readonly compileNode: (source: Value, compiler: Compiler) => Expression,
    private readonly depth = 0,
    private readonly progress: Progress = { dynamic: 0, readsDocument: false },
  ) {}

  /** Compiles an expression one level below this place. */
  compile(source: Value): Expression {
    if (this.depth >= MAX_DEPTH) {
      throw new CommandError(ErrorCode.Overflow, `expression is nested more than ${MAX_DEPTH} levels deep`);
    }
    return this.compileNode(source, this.below(this.variables));
  }

  /** The same place with more user variables defined. */
  withVariables(names: Iterable<string>): Compiler {
    return new Compiler(
      this.operation,
      new Set([...this.variables, ...names]),
      this.compileNode,
      this.depth,
      this.progress,
    );
  }

  /** Records that what is being compiled depends on the document, on a variable or on chance. */
  markDynamic(): void {
    this.progress.dynamic += 1;
  }

  /** Records that what is being compiled reads the document itself. */
  markDocumentRead(): void {
    this.progress.readsDocument = true;
  }

  /** True once something compiled reads the document itself. */
  get readsDocument(): boolean {
    return this.progress.readsDocument;
  }

  /** Runs `build` and replaces its result by a constant when nothing in it depends on a document. */
  folded(build: () => Expression): Expression {
    const before = this.progress.dynamic;
    const expression = build();
    if (this.progress.dynamic !== before || constants.has(expression)) return expression;
    return constantExpression(expression(EMPTY_ENV));
  }

  private below(variables: ReadonlySet<string>): Compiler {
    return new Compiler(this.operation, variables, this.compileNode, this.depth + 1, this.progress);
  }
}

const EMPTY_DOC: Doc = new Map();
const EMPTY_ENV: Env = { root: EMPTY_DOC, current: EMPTY_DOC, variables: new Map() };
