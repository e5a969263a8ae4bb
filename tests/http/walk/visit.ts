import type { Contract } from '@linzhang/shared/kernel/contract';
import type { Caller, Reply } from '../../support/api';
import type { Person } from '../../support/people';
import type { TwoWorlds, World } from '../../support/world/world';

/** What is asked of an endpoint. */
export interface Ask {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  /** A file in the place of a body. */
  file?: string;
  /** Who asks, where it is somebody made for this call. */
  as?: Person;
}

/** Who of a branch may call an endpoint. */
export type Part = 'head' | 'otherHead' | 'manager' | 'staff' | 'cashier' | 'member' | 'friend' | 'admin' | 'nobody';

/**
 * How an endpoint is called in the walk. What the people of the other branch get for the very same call:
 * - `refused`: 403 or 404.
 * - `own`: nothing of another's can be named; each gets the own thing, in which nothing of the other's stands.
 * - `open`: meant for everybody, whatever the branch; each gets it.
 * - a code: what is named is a secret made for one person, and this is what anybody else is told.
 */
export interface Visit {
  by: Part;
  /** Who of the other branch tries; the same kind of person where left out. */
  other?: Part;
  others: 'refused' | 'own' | 'open' | { refusedAs: string };
  /** Makes what is needed and says what to ask. */
  ask?: (world: World, worlds: TwoWorlds) => Promise<Ask> | Ask;
}

export type Visits = Readonly<Record<string, Visit>>;

/** The person of a branch who plays a part; null for nobody. */
export function playerOf(part: Part, world: World, worlds: TwoWorlds): Person | null {
  if (part === 'nobody') return null;
  return part === 'admin' ? worlds.admin : world[part];
}

/** What is sent along with GET and DELETE is not read at all. */
export const takesBody = ({ route }: Contract): boolean => route.method !== 'get' && route.method !== 'delete';

/** Calls an endpoint by who asks, or else by a person; null for nobody. */
export function callBy(api: Caller, contract: Contract, ask: Ask, person: Person | null): Promise<Reply> {
  const { params, query, file } = ask;
  const body = takesBody(contract) && file === undefined ? (ask.body ?? {}) : undefined;
  const token = (ask.as ?? person)?.token;
  return api.call(contract.route, { params, query, body, ...(file ? { file } : {}), ...(token ? { token } : {}) });
}
