import { fromCount } from '../bson/numeric';
import { type Doc, docOf, type Value } from '../bson/values';
import { TICK, type Tick } from '../operation';
import type { Collection, View } from '../storage/types';
import { Meter } from './access';
import { type ExplainedStage, stageTree } from './explain-stages';
import { planQuery } from './plan';
import { runPlan } from './run';
import type { Query } from './types';

/** How much explain tells. */
export type Verbosity = 'queryPlanner' | 'executionStats' | 'allPlansExecution';

/** MongoDB's explain of a read. */
export function* explainQuery(
  view: View,
  collection: Collection | undefined,
  namespace: string,
  query: Query & { readonly projection?: Doc },
  verbosity: Verbosity,
): Generator<Tick, Doc> {
  const plan = collection && planQuery(collection, query, view);
  const tree = stageTree(plan, query);
  const planner = docOf({
    namespace,
    indexFilterSet: false,
    parsedQuery: query.filter,
    maxIndexedOrSolutionsReached: false,
    maxIndexedAndSolutionsReached: false,
    maxScansToExplodeReached: false,
    winningPlan: planDoc(tree),
    rejectedPlans: [],
  });
  const answer: Doc = new Map([['queryPlanner', planner]]);
  if (verbosity === 'queryPlanner') return answer;
  const started = performance.now();
  const meter = new Meter(query.operation);
  let returned = 0;
  if (collection && plan) {
    for (const candidate of runPlan({ view, collection, meter }, plan, query)) {
      if (candidate === TICK) yield TICK;
      else returned++;
    }
  }
  const millis = Math.round(performance.now() - started);
  const stats = docOf({
    executionSuccess: true,
    nReturned: fromCount(returned),
    executionTimeMillis: millis,
    totalKeysExamined: fromCount(meter.keys),
    totalDocsExamined: fromCount(meter.documents),
    executionStages: statsDoc(tree, { returned, millis, keys: meter.keys, documents: meter.documents }),
  });
  if (verbosity === 'allPlansExecution') stats.set('allPlansExecution', []);
  answer.set('executionStats', stats);
  return answer;
}

function planDoc(stage: ExplainedStage): Doc {
  return new Map<string, Value>([['stage', stage.name], ...stage.details, ...inputsOf(stage, planDoc)]);
}

interface Totals {
  readonly returned: number;
  readonly millis: number;
  readonly keys: number;
  readonly documents: number;
}

function statsDoc(stage: ExplainedStage, totals: Totals): Doc {
  const counts: [string, Value][] = [
    ['nReturned', fromCount(totals.returned)],
    ['executionTimeMillisEstimate', totals.millis],
  ];
  if (stage.name === 'IXSCAN' || stage.name === 'IDHACK') counts.push(['keysExamined', fromCount(totals.keys)]);
  if (stage.name !== 'IXSCAN' && stage.readsDocuments) counts.push(['docsExamined', fromCount(totals.documents)]);
  return new Map<string, Value>([
    ['stage', stage.name],
    ...counts,
    ...stage.details,
    ...inputsOf(stage, (input) => statsDoc(input, totals)),
  ]);
}

function inputsOf(stage: ExplainedStage, toDoc: (stage: ExplainedStage) => Doc): [string, Value][] {
  if (stage.inputs.length === 0) return [];
  if (stage.inputs.length === 1) return [['inputStage', toDoc(stage.inputs[0]!)]];
  return [['inputStages', stage.inputs.map(toDoc)]];
}
