import type { FileFault } from '@linzhang/shared/aum/aum.rules';
import type { Column } from '@linzhang/shared/aum/aumRow.rules';

/** A file that is not read further; the head is told why. */
export class FileRefusal extends Error {
  constructor(
    readonly fault: FileFault,
    readonly missing: readonly Column[] = [],
  ) {
    super(fault);
  }
}
