import { isDoc, typeNameOf, type Value } from '../../bson/values';
import { malformed, pipelineArgument, rejectUnknownFields, stringField } from '../arguments';
import type { Stage, StageScope } from '../context';

/** `$unionWith` */
export function compileUnionWith(spec: Value, scope: StageScope): Stage {
  const { collection, pipeline } = readUnion(spec);
  scope.nested(pipeline, 'union');
  return function* united(input) {
    yield* input;
    yield* scope.nestedOver(collection, pipeline, 'union', scope.operation);
  };
}

function readUnion(spec: Value): { collection: string | undefined; pipeline: Value[] } {
  if (typeof spec === 'string') return { collection: spec, pipeline: [] };
  if (!isDoc(spec)) {
    throw malformed(`the $unionWith stage specification must be an object or string, but found ${typeNameOf(spec)}`);
  }
  rejectUnknownFields(spec, '$unionWith', ['coll', 'pipeline']);
  const coll = spec.get('coll');
  const pipeline = pipelineArgument(spec.get('pipeline') ?? []);
  if (coll !== undefined) return { collection: stringField(coll, '$unionWith.coll'), pipeline };
  const first = pipeline[0];
  if (!isDoc(first) || !first.has('$documents')) {
    throw malformed('$unionWith stage without explicit collection must have a pipeline with $documents as first stage');
  }
  return { collection: undefined, pipeline };
}
