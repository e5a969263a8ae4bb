const DUPLICATE_KEY = 11_000;

/** True where a unique index refused a write; with `field`, only where that field is part of the index. */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (typeof error !== 'object' || error === null || (error as { code?: unknown }).code !== DUPLICATE_KEY) return false;
  const pattern = (error as { keyPattern?: Record<string, unknown> }).keyPattern;
  return field === undefined || (pattern !== undefined && Object.hasOwn(pattern, field));
}
