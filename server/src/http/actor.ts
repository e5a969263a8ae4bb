import type { Context } from 'koa';

/** What http needs to know of an employee; the domain that resolves sessions fills it anew at each request. */
export interface EmployeeActor {
  employeeId: string;
  branchId: string;
  name: string;
  roles: readonly string[];
  position: string;
  merchantId?: string;
}

export interface MemberActor {
  kind: 'member';
  memberId: string;
  sessionId: string;
  /** True once the current privacy terms are accepted. */
  consented: boolean;
  employee?: EmployeeActor;
}

export type Actor = { kind: 'anonymous' } | MemberActor;

/** Finds who holds a token at `now`; null for an unknown, expired or revoked one. */
export type ResolveSession = (token: string, now: Date) => Promise<MemberActor | null>;

/** What the middleware leaves on a request. */
export interface RequestState {
  traceId: string;
  actor: Actor;
  /** Pattern of the route that answered, for logs and metrics (ids would make a series each). */
  route?: string;
}

export type AppContext = Context & { state: RequestState };
