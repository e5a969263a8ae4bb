import { type Doc, docOf, isDoc, type Value } from '../../bson/values';

/** What one statement of a retryable write did. */
export interface StatementResult {
  readonly n: number;
  readonly modified: number;
  readonly upsertedId?: Value;
}

interface Run extends StatementResult {
  readonly from: number;
  readonly to: number;
}

/**
 * Results of the statements of one retryable write, by statement number. Neighbours with the same result are one run,
 * so the log of a bulk of 100,000 equal statements stays a few bytes.
 */
export class StatementLog {
  constructor(private readonly runs: readonly Run[] = []) {}

  /** Reads what `toValue` wrote. */
  static fromValue(value: Value | undefined): StatementLog {
    if (!Array.isArray(value)) return new StatementLog();
    return new StatementLog(value.filter(isDoc).map(readRun));
  }

  get isEmpty(): boolean {
    return this.runs.length === 0;
  }

  /** Result of a statement that was executed. */
  find(statement: number): StatementResult | undefined {
    return this.runs.find((run) => run.from <= statement && statement <= run.to);
  }

  /** The log with more results, which come in ascending order of their statements. */
  with(results: readonly (readonly [statement: number, result: StatementResult])[]): StatementLog {
    const runs = [...this.runs];
    for (const [statement, result] of results) {
      const last = runs.at(-1);
      if (last && last.to + 1 === statement && sameResult(last, result))
        runs[runs.length - 1] = { ...last, to: statement };
      else runs.push({ ...result, from: statement, to: statement });
    }
    return new StatementLog(runs);
  }

  toValue(): Value[] {
    return this.runs.map((run): Doc => {
      const { from, to, n, modified, upsertedId } = run;
      return docOf({ from, to, n, modified, upsertedId });
    });
  }
}

function sameResult(a: StatementResult, b: StatementResult): boolean {
  return a.n === b.n && a.modified === b.modified && a.upsertedId === undefined && b.upsertedId === undefined;
}

function readRun(doc: Doc): Run {
  const number = (name: string) => doc.get(name) as number;
  return {
    from: number('from'),
    to: number('to'),
    n: number('n'),
    modified: number('modified'),
    upsertedId: doc.get('upsertedId'),
  };
}
