import { compileDocumentStage } from '../aggregation/stages';
import { identical } from '../bson/compare';
import type { Doc, Maybe, Value } from '../bson/values';
import { isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import type { CompiledUpdate } from './compiled-update';
import { replacedBy } from './replacement';

const ALLOWED = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);
/** Stages of MongoDB that an update may not have; a name outside of both sets is unknown. */
const REFUSED = new Set(
  (
    '$bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $count $currentOp $densify ' +
    '$documents $facet $fill $geoNear $graphLookup $group $indexStats $limit $listLocalSessions $listSessions ' +
    '$lookup $match $merge $out $planCacheStats $redact $sample $search $searchMeta $setWindowFields $skip $sort ' +
    '$sortByCount $unionWith $unwind'
  ).split(' '),
);

/** Compiles an update by an aggregation pipeline. `variables` are those of the update statement (`c`). */
export function compilePipelineUpdate(
  stages: readonly Value[],
  operation: Operation,
  variables: ReadonlyMap<string, Maybe> | undefined,
): CompiledUpdate {
  const steps = stages.map((stage) => compileDocumentStage(checkedStage(stage), operation, variables));
  return {
    kind: 'pipeline',
    needsPosition: false,
    apply: (doc, { isInsert }) => {
      let result = doc;
      for (const step of steps) result = step(result);
      return result === doc || identical(doc, result) ? doc : replacedBy(doc, result, isInsert);
    },
  };
}

function checkedStage(stage: Value): Doc {
  if (!isDoc(stage)) {
    throw new CommandError(ErrorCode.TypeMismatch, "Each element of the 'pipeline' array must be an object");
  }
  const [name] = stage.keys();
  if (name === undefined || stage.size !== 1) {
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (ALLOWED.has(name)) return stage;
  if (!REFUSED.has(name)) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
  throw new CommandError(ErrorCode.InvalidOptions, `${name} is not allowed to be used within an update`);
}
