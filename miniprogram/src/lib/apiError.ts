import type { ErrorCode } from '@linzhang/shared/kernel/errors';

/** What can go wrong before the server answers: no network, no answer in time. */
export type LocalCode = 'offline' | 'no_answer';
export type FailureCode = ErrorCode | LocalCode;

/** A refusal of the server, or the lack of an answer. Pages show `wordsFor(error)`, never the message. */
export class ApiError extends Error {
  constructor(
    readonly code: FailureCode,
    readonly details: Readonly<Record<string, unknown>> = {},
    /** Names the call in the server's log; shown small with faults, for a call to the help desk. */
    readonly traceId: string | null = null,
  ) {
    super(code);
    this.name = 'ApiError';
  }
}

const UNDECIDED: readonly FailureCode[] = ['offline', 'no_answer', 'timed_out', 'unavailable', 'internal'];

/** False where nobody knows whether the request took effect; then the next try keeps the same requestId. */
export function isFinalAnswer(error: unknown): boolean {
  return error instanceof ApiError && !UNDECIDED.includes(error.code);
}

/** Anything that was thrown, as an ApiError. */
export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('internal');
}
