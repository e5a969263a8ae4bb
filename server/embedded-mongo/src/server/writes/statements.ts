import { type Doc, docOf, type Value } from '../../bson/values';
import type { CommandError } from '../../errors';
import type { WriteView } from '../../storage/types';
import { flagField } from '../arguments';
import type { CommandContext } from '../command';
import type { StatementResult } from '../sessions/statement-log';
import { TimeSlice } from '../time-slice';
import { endsCommand, strikeTransactionalWrite, WRITE_SLICE_MS, write } from './write';

/** A statement ready to run: `apply` within a write shared with its neighbours, or `run` by itself when it may take long. */
export type PreparedStatement =
  | { readonly apply: (view: WriteView) => StatementResult }
  | { readonly run: (persist: (view: WriteView, result: StatementResult) => void) => Promise<StatementResult> };

/** What a write command did. */
export interface StatementsOutcome {
  /** By place in the command's list, ascending. */
  readonly results: (readonly [index: number, result: StatementResult])[];
  readonly errors: Doc[];
}

const GROUP_STATEMENTS = 500;

interface Grouped {
  readonly index: number;
  readonly apply: (view: WriteView) => StatementResult;
}

interface GroupResult {
  readonly done: number;
  readonly results: (readonly [index: number, result: StatementResult])[];
  readonly errors: Doc[];
}

/** Runs the statements of one command in order. */
export class StatementRunner {
  private readonly outcome: StatementsOutcome = { results: [], errors: [] };
  private readonly stopsAtError: boolean;
  private group: Grouped[] = [];

  constructor(
    private readonly context: CommandContext,
    private readonly count: number,
    private readonly prepare: (index: number) => PreparedStatement,
  ) {
    // The first error ends a transaction, ordered or not.
    this.stopsAtError = flagField(context.command, 'ordered') !== false || context.transaction !== undefined;
  }

  async run(): Promise<StatementsOutcome> {
    const slice = new TimeSlice();
    for (let index = 0; index < this.count && !this.stopped; index++) {
      if (this.wasExecuted(index)) continue;
      await this.take(index);
      if (this.group.length >= GROUP_STATEMENTS) await this.flush();
      if (slice.over) await slice.rest(this.context.operation);
    }
    if (!this.stopped) await this.flush();
    return this.outcome;
  }

  private get stopped(): boolean {
    return this.stopsAtError && this.outcome.errors.length > 0;
  }

  private wasExecuted(index: number): boolean {
    const { retryable } = this.context;
    const id = retryable?.statementId(index);
    const earlier = id === undefined ? undefined : retryable?.executed(id);
    if (!earlier || id === undefined) return false;
    retryable?.retried.push(id);
    this.outcome.results.push([index, earlier]);
    return true;
  }

  private async take(index: number): Promise<void> {
    let statement: PreparedStatement;
    try {
      statement = this.prepare(index);
    } catch (error) {
      // Statements before it come first: one of them may stop the command.
      await this.flush();
      if (!this.stopped) this.fail(index, error);
      return;
    }
    if ('apply' in statement) {
      this.group.push({ index, apply: statement.apply });
      return;
    }
    await this.flush();
    if (this.stopped) return;
    try {
      this.outcome.results.push([index, await this.runAlone(index, statement.run)]);
    } catch (error) {
      this.fail(index, error);
    }
  }

  private async runAlone(
    index: number,
    run: (persist: (view: WriteView, result: StatementResult) => void) => Promise<StatementResult>,
  ): Promise<StatementResult> {
    const { retryable } = this.context;
    const id = retryable?.statementId(index) ?? index;
    const finish = strikeTransactionalWrite(this.context);
    const result = await run((view, done) => retryable?.persist(view, [[id, done]]));
    retryable?.remember([[id, result]]);
    finish();
    return result;
  }

  private fail(index: number, error: unknown): void {
    if (endsCommand(error)) throw error;
    this.outcome.errors.push(writeError(error as CommandError, index));
  }

  private async flush(): Promise<void> {
    while (this.group.length > 0 && !this.stopped) {
      const { group, context } = this;
      const finish = strikeTransactionalWrite(context);
      const applied = await write(context, (view) => this.applyGroup(view, group));
      context.retryable?.remember(this.statementResults(applied));
      this.outcome.results.push(...applied.results);
      this.outcome.errors.push(...applied.errors);
      this.group = group.slice(applied.done);
      finish();
    }
  }

  private applyGroup(view: WriteView, group: readonly Grouped[]): GroupResult {
    const results: GroupResult['results'] = [];
    const errors: Doc[] = [];
    const startedAt = performance.now();
    let done = 0;
    for (const { index, apply } of group) {
      done += 1;
      try {
        results.push([index, apply(view)]);
      } catch (error) {
        if (endsCommand(error)) throw error;
        errors.push(writeError(error as CommandError, index));
        if (this.stopsAtError) break;
      }
      if ((done & 7) === 0 && performance.now() - startedAt > WRITE_SLICE_MS) break;
    }
    const applied = { done, results, errors };
    this.context.retryable?.persist(view, this.statementResults(applied));
    return applied;
  }

  private statementResults({ results }: GroupResult) {
    const { retryable } = this.context;
    return retryable ? results.map(([index, result]) => [retryable.statementId(index), result] as const) : [];
  }
}

/** An entry of `writeErrors`. */
export function writeError(error: CommandError, index: number): Doc {
  const doc = docOf({ index, code: error.code, errmsg: error.message });
  for (const [name, value] of error.fields ?? []) doc.set(name, value);
  return doc;
}

/** Adds what all write commands answer alike. */
export function withWriteOutcome(reply: Doc, context: CommandContext, outcome: StatementsOutcome): Doc {
  if (outcome.errors.length > 0) {
    reply.set(
      'writeErrors',
      outcome.errors.sort((a, b) => Number(a.get('index')) - Number(b.get('index'))),
    );
  }
  const retried = context.retryable?.retried ?? [];
  if (retried.length > 0) reply.set('retriedStmtIds', retried as Value[]);
  return reply;
}
