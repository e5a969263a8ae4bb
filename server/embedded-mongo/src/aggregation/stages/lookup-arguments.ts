import { formatValue } from '../../bson/js';
import { type Doc, isDoc, typeNameOf, type Value } from '../../bson/values';
import { malformed, pipelineArgument } from '../arguments';
import { fieldPath } from '../field-paths';

/** What a `$lookup` says. */
export interface LookupArguments {
  /** Undefined where the pipeline makes its own documents. */
  readonly from: string | undefined;
  readonly as: readonly string[];
  readonly join?: { readonly local: readonly string[]; readonly foreign: string };
  /** Undefined for the plain equality form. */
  readonly pipeline: readonly Value[] | undefined;
  readonly variables: Doc | undefined;
}

interface Draft {
  from?: string;
  as?: string;
  localField?: string;
  foreignField?: string;
  pipeline?: readonly Value[];
  variables?: Doc;
}

/** Reads and checks the argument of `$lookup`. */
export function lookupArguments(spec: Value): LookupArguments {
  if (!isDoc(spec)) {
    throw malformed(`the $lookup stage specification must be an object, but found ${typeNameOf(spec)}`);
  }
  const draft: Draft = {};
  for (const [name, value] of spec) readArgument(draft, name, value);
  if (!draft.from) checkOwnDocuments(spec, draft);
  if (!draft.as) throw malformed("must specify 'as' field for a $lookup");
  return {
    from: draft.from || undefined,
    as: fieldPath(draft.as),
    join: joinOf(draft),
    pipeline: draft.pipeline,
    variables: draft.variables,
  };
}

function readArgument(draft: Draft, name: string, value: Value): void {
  if (name === 'pipeline') {
    draft.pipeline = pipelineArgument(value);
  } else if (name === 'let') {
    if (!isDoc(value)) {
      throw malformed(`$lookup argument 'let: ${formatValue(value)}' must be an object, is type ${typeNameOf(value)}`);
    }
    draft.variables = value;
  } else if (name === 'from') {
    if (typeof value !== 'string') {
      throw malformed(`$lookup 'from' field must be a string, but found ${typeNameOf(value)}`);
    }
    draft.from = value;
  } else {
    readText(draft, name, value);
  }
}

function readText(draft: Draft, name: string, value: Value): void {
  if (typeof value !== 'string') {
    throw malformed(
      `$lookup argument '${name}' must be a string, found ${name}: ${formatValue(value)}: ${typeNameOf(value)}`,
    );
  }
  if (name !== 'as' && name !== 'localField' && name !== 'foreignField') {
    throw malformed(`unknown argument to $lookup: ${name}`);
  }
  draft[name] = value;
}

function checkOwnDocuments(spec: Doc, draft: Draft): void {
  if (!draft.pipeline && !spec.has('from')) throw malformed("must specify 'pipeline' when 'from' is empty");
  const first = draft.pipeline?.[0];
  if (isDoc(first) && first.has('$documents')) return;
  throw malformed('$lookup stage without explicit collection must have a pipeline with $documents as first stage');
}

function joinOf({ localField, foreignField, pipeline, variables }: Draft): LookupArguments['join'] {
  if (localField && foreignField) {
    if (!pipeline && variables) throw malformed("$lookup with a 'let' argument must also specify 'pipeline'");
    fieldPath(foreignField);
    return { local: fieldPath(localField), foreign: foreignField };
  }
  if (pipeline && (localField || foreignField)) {
    throw malformed("$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  }
  if (pipeline) return undefined;
  throw malformed("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
}
