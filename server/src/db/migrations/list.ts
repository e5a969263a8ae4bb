import type { Migration } from './runner';

/** All migrations; declared indexes and collections are made by the runner itself. */
export const migrations: readonly Migration[] = [];
