import { z } from 'zod';
import { contract } from '../kernel/contract';
import * as routes from './demo.endpoints';
import { PERSONA_ROLES } from './demo.rules';

/** A person of the demo data; `code` signs in as this person in place of WeChat's login code. */
export const Persona = z.object({
  name: z.string(),
  label: z.string(),
  role: z.enum(PERSONA_ROLES),
  code: z.string(),
});
export type Persona = z.infer<typeof Persona>;

/** Exists only beside the WeChat simulator, so it is not among the contracts of the API: elsewhere it is `not_found`. */
export const listPersonas = contract(routes.listPersonas, {
  summary: 'The people of the demo, to sign in as one of them.',
  access: 'anyone',
  response: z.object({ items: z.array(Persona) }),
});
