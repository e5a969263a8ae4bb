import { Binary, Code, type Maybe, Regex } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** What one blocking stage may hold. */
export const STAGE_MEMORY_LIMIT = 100 * 1024 * 1024;

/** Estimate of the bytes that a value takes as BSON; cheap and close, not exact. */
export function sizeOf(value: Maybe): number {
  switch (typeof value) {
    case 'string':
      return 5 + value.length;
    case 'number':
      return 4;
    case 'object':
      return value === null ? 1 : sizeOfObject(value);
    default:
      return 8;
  }
}

function sizeOfObject(value: object): number {
  if (Array.isArray(value)) {
    let bytes = 8;
    for (const item of value) bytes += 4 + sizeOf(item);
    return bytes;
  }
  if (value instanceof Map) {
    let bytes = 8;
    for (const [name, field] of value) bytes += 2 + name.length + sizeOf(field);
    return bytes;
  }
  if (value instanceof Binary) return 5 + value.bytes.length;
  if (value instanceof Regex) return 2 + value.pattern.length;
  if (value instanceof Code) return 5 + value.code.length + sizeOf(value.scope);
  return 16;
}

/** Account of the memory that a blocking stage holds; throws once it exceeds its limit. */
export class MemoryBudget {
  private used = 0;

  constructor(
    private readonly limit: number,
    private readonly code: number,
    private readonly message: string,
  ) {}

  /** Takes `bytes` more. */
  take(bytes: number): void {
    this.used += bytes;
    if (this.used > this.limit) throw new CommandError(this.code, this.message);
  }

  /** Gives `bytes` back. */
  release(bytes: number): void {
    this.used -= bytes;
  }
}

/** Budget of a blocking stage. Nothing is spilled to disk, with or without `allowDiskUse`. */
export function stageBudget(stage: string): MemoryBudget {
  if (stage === '$sort') {
    return new MemoryBudget(
      STAGE_MEMORY_LIMIT,
      ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed,
      `Sort exceeded memory limit of ${STAGE_MEMORY_LIMIT} bytes, but did not opt in to external sorting. Aborting operation. Pass allowDiskUse:true to opt in.`,
    );
  }
  return new MemoryBudget(
    STAGE_MEMORY_LIMIT,
    ErrorCode.ExceededMemoryLimit,
    `Exceeded memory limit for ${stage}, but didn't allow external sort. Pass allowDiskUse:true to opt in.`,
  );
}
