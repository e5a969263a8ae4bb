import { formatValue } from '../../bson/js';
import { type Doc, isArray, isDoc, typeNameOf, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { type Stream, TICK, type Tick } from '../../operation';
import type { CompiledPipeline, Stage, StageScope } from '../context';
import { validatePathComponent } from '../field-paths';
import { MemoryBudget, STAGE_MEMORY_LIMIT, sizeOf } from '../memory';

/** Documents read before each sub-pipeline gets its turn. */
const CHUNK = 128;

/** `$facet`: several pipelines over the same documents, which are read once and not kept. */
export function compileFacet(spec: Value, scope: StageScope): Stage {
  if (!isDoc(spec) || spec.size === 0) {
    throw new CommandError(
      40169,
      `the $facet specification must be a non-empty object, but found: $facet: ${formatValue(spec)}`,
    );
  }
  const pipelines = Array.from(spec, ([name, stages]) => ({ name, pipeline: compileBranch(name, stages, scope) }));
  return function* facets(input) {
    const budget = outputBudget();
    const branches = pipelines.map(({ name, pipeline }) => new Branch(name, pipeline, budget));
    try {
      yield* distribute(input, branches);
      yield new Map(branches.map((branch) => [branch.name, branch.results]));
    } finally {
      for (const branch of branches) branch.close();
    }
  };
}

function* distribute(input: Stream, branches: readonly Branch[]): Generator<Tick> {
  let chunk: Doc[] = [];
  for (const item of input) {
    if (item === TICK) {
      yield TICK;
      continue;
    }
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    for (const branch of branches) yield* branch.take(chunk, false);
    if (branches.every((branch) => branch.done)) return;
    chunk = [];
  }
  for (const branch of branches) yield* branch.take(chunk, true);
}

function outputBudget(): MemoryBudget {
  const message = `document constructed by $facet exceeds the limit of ${STAGE_MEMORY_LIMIT} bytes`;
  return new MemoryBudget(STAGE_MEMORY_LIMIT, 4031700, message);
}

function compileBranch(name: string, stages: Value, scope: StageScope): CompiledPipeline {
  validatePathComponent(name);
  if (!isArray(stages)) {
    throw new CommandError(40170, `arguments to $facet must be arrays, ${name} is type ${typeNameOf(stages)}`);
  }
  for (const stage of stages) {
    if (isDoc(stage)) continue;
    throw new CommandError(
      40171,
      `elements of arrays in $facet spec must be non-empty objects, ${name} argument contained an element of type ${typeNameOf(stage)}: ${formatValue(stage)}`,
    );
  }
  return scope.nested(stages, 'facet');
}

/**
 * One sub-pipeline, fed piece by piece: its input pauses when a chunk is used up, the pause comes out at its
 * end as every stage hands pauses on, and the next branch gets its turn.
 */
class Branch {
  readonly results: Value[] = [];
  done = false;
  private chunk: readonly Doc[] = [];
  private ended = false;
  private starved = false;
  private readonly output: Iterator<Doc | Tick>;

  constructor(
    readonly name: string,
    pipeline: CompiledPipeline,
    private readonly budget: MemoryBudget,
  ) {
    this.output = pipeline.run(this.feed())[Symbol.iterator]();
  }

  /** Works a chunk off; `last` tells that no more will come. */
  *take(chunk: readonly Doc[], last: boolean): Generator<Tick> {
    this.chunk = chunk;
    this.ended = last;
    this.starved = false;
    while (!this.done && !this.starved) {
      const { done, value } = this.output.next();
      if (done) this.done = true;
      else if (value === TICK) yield TICK;
      else {
        this.budget.take(sizeOf(value));
        this.results.push(value);
      }
    }
  }

  /** Ends the pipeline's reading, also where nobody asks for more. */
  close(): void {
    this.output.return?.();
  }

  private *feed(): Stream & Generator<Doc | Tick> {
    for (;;) {
      yield* this.chunk;
      if (this.ended) return;
      this.chunk = [];
      this.starved = true;
      yield TICK;
    }
  }
}
