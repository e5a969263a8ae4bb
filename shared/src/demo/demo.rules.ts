import { ROLES } from '../employees/employees.rules';

/** As whom one may look around in the demo. */
export const PERSONA_ROLES = ['customer', ...ROLES] as const;
export type PersonaRole = (typeof PERSONA_ROLES)[number];
