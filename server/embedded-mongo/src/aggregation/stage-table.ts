import type { Value } from '../bson/values';
import { CommandError, notSupported } from '../errors';
import { mapping, type Place, type Stage, type StageScope } from './context';
import { DOCUMENT_STAGES } from './stages';
import { compileBucket, compileSortByCount } from './stages/bucket';
import { compileBucketAuto } from './stages/bucket-auto';
import { compileCount, compileLimit, compileSample, compileSkip } from './stages/cut';
import { compileDensify } from './stages/densify';
import { compileDocuments } from './stages/documents';
import { compileFacet } from './stages/facet';
import { compileFill } from './stages/fill';
import { compileGraphLookup } from './stages/graph-lookup';
import { compileGroup } from './stages/group';
import { compileLookup } from './stages/lookup';
import { compileMatch, compileRedact } from './stages/match';
import { compileCollStats, compileCurrentOp, compileListLocalSessions } from './stages/server-state';
import { compileSetWindowFields } from './stages/set-window-fields';
import { compileSortStage } from './stages/sort';
import { compileUnionWith } from './stages/union-with';
import { compileUnwind } from './stages/unwind';
import { terminalWrite } from './terminal-write';

/** A kind of stage: how it is compiled and where it may stand. */
export interface StageKind {
  /** `limit` is how many documents the following stages take of this one, where that is known. */
  compile(spec: Value, scope: StageScope, limit?: number): Stage;
  readonly position?: 'first' | 'last';
  /** Makes documents itself instead of changing those of a collection. */
  readonly generates?: boolean;
  /** Places other than the top where the stage may not stand. */
  readonly notIn?: readonly Place[];
}

const STATE_OF_SERVER = { position: 'first', generates: true, notIn: ['facet', 'lookup', 'union'] } as const;

const KINDS: ReadonlyMap<string, StageKind> = new Map<string, StageKind>([
  ['$match', { compile: compileMatch }],
  ['$sort', { compile: compileSortStage }],
  ['$limit', { compile: compileLimit }],
  ['$skip', { compile: compileSkip }],
  ['$count', { compile: compileCount }],
  ['$sample', { compile: compileSample }],
  ['$unwind', { compile: compileUnwind }],
  ['$group', { compile: compileGroup }],
  ['$bucket', { compile: compileBucket }],
  ['$bucketAuto', { compile: compileBucketAuto }],
  ['$sortByCount', { compile: compileSortByCount }],
  ['$facet', { compile: compileFacet, notIn: ['facet'] }],
  ['$lookup', { compile: compileLookup }],
  ['$graphLookup', { compile: compileGraphLookup }],
  ['$unionWith', { compile: compileUnionWith }],
  ['$redact', { compile: compileRedact }],
  ['$setWindowFields', { compile: compileSetWindowFields }],
  ['$densify', { compile: compileDensify }],
  ['$fill', { compile: compileFill }],
  ['$documents', { compile: compileDocuments, position: 'first', generates: true, notIn: ['facet'] }],
  ['$listLocalSessions', { compile: compileListLocalSessions, ...STATE_OF_SERVER }],
  ['$currentOp', { compile: compileCurrentOp, ...STATE_OF_SERVER }],
  ['$collStats', { compile: compileCollStats, ...STATE_OF_SERVER }],
  ['$out', { compile: compileWrite('$out'), position: 'last', notIn: ['facet', 'lookup', 'union'] }],
  ['$merge', { compile: compileWrite('$merge'), position: 'last', notIn: ['facet', 'lookup', 'union'] }],
]);

/** Stages of MongoDB that are left out on purpose. */
const REFUSED = new Set([
  '$changeStreamSplitLargeEvent',
  '$geoNear',
  '$indexStats',
  '$listClusterCatalog',
  '$listSampledQueries',
  '$listSearchIndexes',
  '$listSessions',
  '$planCacheStats',
  '$queryStats',
  '$querySettings',
  '$rankFusion',
  '$score',
  '$scoreFusion',
  '$search',
  '$searchMeta',
  '$shardedDataDistribution',
  '$vectorSearch',
]);

/** The kind of a stage by its name; throws for what does not exist or is not supported. */
export function stageKind(name: string): StageKind {
  const kind = KINDS.get(name) ?? documentKind(name);
  if (kind) return kind;
  if (name === '$changeStream') {
    throw new CommandError(
      40573,
      'The $changeStream stage is only supported on replica sets; change streams are not supported by this server',
    );
  }
  if (REFUSED.has(name)) throw notSupported(`the aggregation stage ${name}`);
  throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

function documentKind(name: string): StageKind | undefined {
  const compile = DOCUMENT_STAGES.get(name);
  return compile && { compile: (spec, { operation }) => mapping(compile(spec, operation, name)) };
}

/** `$out` and `$merge` are executed by the command; in the pipeline they only hand documents on. */
function compileWrite(name: string): StageKind['compile'] {
  return (spec, { database }) => {
    terminalWrite([new Map([[name, spec]])], database);
    return (input) => input;
  };
}
