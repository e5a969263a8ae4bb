import { AppError, type ErrorCode } from '@linzhang/shared/kernel/errors';
import { isDuplicateKey } from './duplicateKey';

/** Runs a write whose unique index on `field` protects a name (or number), and refuses with `code` where it is taken. */
export async function refuseDuplicate<T>(field: string, code: ErrorCode, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error, field)) throw new AppError(code);
    throw error;
  }
}
