import type { z } from 'zod';
import { UsageError } from './words';

/** Checks values by the schema of the endpoint that does the same; faults name the options they stand for. */
export function checked<S extends z.ZodType>(
  schema: S,
  values: unknown,
  optionOf: Readonly<Record<string, string>>,
): z.output<S> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.filter((step) => typeof step === 'string').join('.');
    return `  --${optionOf[path] ?? path}: ${issue.message}`;
  });
  throw new UsageError(`以下选项的值不正确：\n${[...new Set(faults)].join('\n')}`);
}

/** A comma-separated list; full-width commas count too. */
export function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The number in a text; what is no number is left for the schema to refuse. */
export function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
