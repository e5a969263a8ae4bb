import type { z } from 'zod';
import type { Route } from './endpoint';
import type { ErrorCode } from './errors';

/** Who may call at all; what they may see is decided by the domain's policy. */
export type Access = 'anyone' | 'signed_in' | 'member' | 'employee';

export interface ContractShape {
  /** One sentence for the API's readers. */
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Absent for an answer without a body (204). */
  response?: z.ZodType;
  /** Refusals of the domain; those of the kernel (invalid_request, signed_out, ...) are implied. */
  errors?: readonly ErrorCode[];
  /** Success status: 200, or 201 for what creates. */
  status?: 200 | 201 | 202 | 204;
}

export type Contract<S extends ContractShape = ContractShape> = S & { readonly route: Route };

/** Joins a route with the shapes of what goes in and comes out. */
export function contract<const S extends ContractShape>(route: Route, shape: S): Contract<S> {
  return { ...shape, route };
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler is given, parsed. */
export interface ParsedInput<S extends ContractShape> {
  params: Parsed<S['params']>;
  query: Parsed<S['query']>;
  body: Parsed<S['body']>;
}

/** What a handler must return. */
export type Output<S extends ContractShape> = S['response'] extends z.ZodType ? z.input<S['response']> : unknown;

/** What a caller of a contract sends and receives (for clients and tests). */
export type RequestBody<S extends ContractShape> = S['body'] extends z.ZodType ? z.input<S['body']> : undefined;
export type ResponseBody<S extends ContractShape> = S['response'] extends z.ZodType
  ? z.output<S['response']>
  : undefined;
