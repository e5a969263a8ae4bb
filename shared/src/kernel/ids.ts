import { z } from 'zod';

/** An id on the wire: 24 lower-case hex characters. */
export const Id = z.string().regex(/^[0-9a-f]{24}$/);

/** The retry key of a creating request: a UUID the client makes anew after each final answer. */
export const RequestId = z.uuid();

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
