import { z } from 'zod';

/** An id on the wire: 24 lower-case hex characters. */
export const Id = z.string().regex(/^[0-9a-f]{24}$/);

/** The retry key of a creating request: a UUID the client makes anew after each final answer. */
export const RequestId = z.uuid();

/** An instant on the wire: ISO 8601 in UTC, of a year that can be counted on and back from; a device may believe in 1970. */
export const Instant = z.iso.datetime().regex(/^(?:19[7-9]|2[01])/);

/** A business day on the wire, `YYYY-MM-DD`, of a year that can be counted on and back from. */
export const Day = z.iso.date().regex(/^2[01]/);
