import type { FileFault } from '@linzhang/shared/kernel/sheets';

/** A file that is not read further; who sent it is told why. */
export class FileRefusal extends Error {
  constructor(
    readonly fault: FileFault,
    /** Columns that are needed and not there. */
    readonly missing: readonly string[] = [],
  ) {
    super(fault);
  }
}
