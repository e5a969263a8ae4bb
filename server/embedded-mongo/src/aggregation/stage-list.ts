import { isDoc, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Place } from './context';
import { type StageKind, stageKind } from './stage-table';

/** A stage taken apart, not yet compiled. */
export interface ParsedStage {
  readonly name: string;
  readonly spec: Value;
  readonly kind: StageKind;
}

const MAX_STAGES = 1000;

/** Takes a pipeline apart and checks the names and places of its stages. */
export function parseStages(stages: readonly Value[], place: Place): ParsedStage[] {
  if (stages.length > MAX_STAGES) {
    throw new CommandError(7749501, `Pipeline length must be no longer than ${MAX_STAGES} stages`);
  }
  const parsed = stages.map(parseStage);
  parsed.forEach((stage, index) => {
    checkPlace(stage, index, parsed.length, place);
  });
  return parsed;
}

function parseStage(stage: Value): ParsedStage {
  if (!isDoc(stage)) {
    throw new CommandError(ErrorCode.TypeMismatch, "Each element of the 'pipeline' array must be an object");
  }
  if (stage.size !== 1) {
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  const [name, spec] = stage.entries().next().value!;
  return { name, spec, kind: stageKind(name) };
}

function checkPlace({ name, kind }: ParsedStage, index: number, count: number, place: Place): void {
  if (kind.notIn?.includes(place)) throw misplaced(name, place);
  if (kind.position === 'first' && index > 0) {
    throw new CommandError(40602, `${name} is only valid as the first stage in a pipeline`);
  }
  if (kind.position === 'last' && index < count - 1) {
    throw new CommandError(40601, `${name} can only be the final stage in the pipeline`);
  }
}

function misplaced(name: string, place: Place): CommandError {
  switch (place) {
    case 'lookup':
      return new CommandError(51047, `${name} is not allowed within a $lookup's sub-pipeline`);
    case 'union':
      return new CommandError(31441, `${name} is not allowed within a $unionWith's sub-pipeline`);
    default:
      return new CommandError(40600, `${name} is not allowed to be used within a $facet stage`);
  }
}
