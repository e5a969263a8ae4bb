import type { Access, Contract, ContractShape, Output, ParsedInput } from '@linzhang/shared/kernel/contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { Actor, EmployeeActor, MemberActor, RequestState } from './actor';

/** The actor a handler may rely on, by the contract's `access`. */
type ActorOf<A extends Access> = A extends 'anyone'
  ? Actor
  : A extends 'employee'
    ? MemberActor & { employee: EmployeeActor }
    : MemberActor;

export interface Call<S extends ContractShape> extends ParsedInput<S> {
  actor: ActorOf<S['access']>;
  now: Date;
  /** Address of the caller, for the audit trail and WeChat's risk rank. */
  ip: string;
  traceId: string;
}

export interface HandleOptions {
  now: () => Date;
  /** Checks answers against the contract too: on in tests, so a presenter cannot leak a field. */
  checkAnswers: boolean;
}

/** Makes the middleware of one endpoint: access, parsing with every issue reported, the work, the answer. */
export function createHandle(options: HandleOptions) {
  return function handle<S extends ContractShape>(
    contract: Contract<S>,
    work: (call: Call<S>) => Promise<Output<S>>,
  ): Middleware<RequestState> {
    const shapes = shapesOf(contract);
    return async (ctx) => {
      ctx.state.route = contract.route.path;
      const actor = admit(contract.access, ctx.state.actor) as ActorOf<S['access']>;
      const input = parseInput<S>(shapes, ctx as unknown as Context & { params: unknown });
      const answer = await work({
        ...input,
        actor,
        now: options.now(),
        ip: ctx.ip,
        traceId: ctx.state.traceId,
      } as Call<S>);
      ctx.status = contract.status ?? (contract.response ? 200 : 204);
      if (contract.response) ctx.body = options.checkAnswers ? strictly(contract.response, answer) : answer;
      else ctx.body = null;
    };
  };
}

export type Handle = ReturnType<typeof createHandle>;

function admit(access: Access, actor: Actor): Actor {
  if (access === 'anyone') return actor;
  if (actor.kind === 'anonymous') throw new AppError('signed_out');
  if (access === 'signed_in') return actor;
  if (!actor.consented) throw new AppError('consent_required');
  if (access === 'employee' && !actor.employee) throw new AppError('forbidden');
  return actor;
}

interface Shapes {
  params: z.ZodType | undefined;
  query: z.ZodType;
  body: z.ZodType;
}

const NOTHING = z.strictObject({});

/** The shapes of what comes in, made once: what a contract does not name is refused. */
function shapesOf(contract: ContractShape): Shapes {
  return { params: contract.params, query: contract.query?.strict() ?? NOTHING, body: contract.body ?? NOTHING };
}

/** A refusal says what is wrong; it is no copy of what was sent. */
const MOST_ISSUES = 50;
const MOST_LETTERS = 200;

interface InputIssue {
  path: string;
  code: string;
  message: string;
}

function parseInput<S extends ContractShape>(shapes: Shapes, ctx: Context & { params: unknown }): ParsedInput<S> {
  const issues: InputIssue[] = [];
  const part = (name: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, code, message } of parsed.error.issues.slice(0, MOST_ISSUES)) {
      const where = [name, ...path].join('.').slice(0, MOST_LETTERS);
      issues.push({ path: where, code, message: message.slice(0, MOST_LETTERS) });
    }
    return undefined;
  };
  const params = part('params', shapes.params, ctx.params);
  const query = part('query', shapes.query, { ...ctx.query });
  const body = part('body', shapes.body, (ctx.request as { body?: unknown }).body ?? {});
  if (issues.length > 0) throw new AppError('invalid_request', { issues });
  return { params, query, body } as ParsedInput<S>;
}

/** A field outside the contract is a leak, a missing one a lie: both are faults of ours. */
function strictly(schema: z.ZodType, answer: unknown): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(answer));
  const parsed = schema.safeParse(plain);
  if (!parsed.success)
    throw new Error(`answer breaks its contract: ${JSON.stringify(parsed.error.issues.slice(0, 5))}`);
  const left = leftOver(plain, parsed.data, '');
  if (left) throw new Error(`answer has a field outside its contract: ${left}`);
  return answer;
}

/** The first field that parsing dropped, as a path; null where there is none. */
function leftOver(given: unknown, parsed: unknown, path: string): string | null {
  if (typeof given !== 'object' || given === null || typeof parsed !== 'object' || parsed === null) return null;
  for (const [name, value] of Object.entries(given)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (!Object.hasOwn(parsed, name)) return here;
    const deeper = leftOver(value, (parsed as Record<string, unknown>)[name], here);
    if (deeper) return deeper;
  }
  return null;
}
