import { z } from 'zod';

/** A file within an answer. */
export const FileAnswer = z.object({ name: z.string(), mime: z.string(), base64: z.string() });
export type FileAnswer = z.infer<typeof FileAnswer>;
