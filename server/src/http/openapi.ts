import type { Contract } from '@linzhang/shared/kernel/contract';
import { ERRORS, type ErrorCode } from '@linzhang/shared/kernel/errors';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** What every endpoint may answer besides its own refusals. */
const KERNEL_ERRORS: readonly ErrorCode[] = ['invalid_request', 'rate_limited', 'timed_out', 'unavailable', 'internal'];

/** Builds the OpenAPI 3.1 document from the contracts; `operationId`s are the names they are listed under. */
export function openApiDocument(contracts: Readonly<Record<string, Contract>>, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, contract] of Object.entries(contracts)) {
    const path = contract.route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [contract.route.method]: operation(name, contract) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '邻章 Linzhang', version },
    servers: [{ url: '/api' }],
    paths,
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } }, schemas: { Error: errorSchema() } },
  };
}

function operation(name: string, contract: Contract): Json {
  const success = String(contract.status ?? (contract.response ? 200 : 204));
  return {
    operationId: name,
    summary: contract.summary,
    tags: [contract.route.path.split('/')[1] ?? ''],
    security: contract.access === 'anyone' ? [] : [{ session: [] }],
    parameters: [...parameters('path', contract.params), ...parameters('query', contract.query)],
    ...(contract.body
      ? {
          requestBody: {
            required: true,
            content: json(z.toJSONSchema(contract.body, { io: 'input', unrepresentable: 'any' })),
          },
        }
      : {}),
    responses: {
      [success]: contract.response
        ? {
            description: 'OK',
            content: json(z.toJSONSchema(contract.response, { io: 'output', unrepresentable: 'any' })),
          }
        : { description: 'Done' },
      ...refusals(contract),
    },
  };
}

function parameters(where: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return [];
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(described.properties ?? {}).map(([name, shape]) => ({
    name,
    in: where,
    required: where === 'path' || (described.required ?? []).includes(name),
    schema: shape,
  }));
}

function refusals(contract: Contract): Json {
  const access: ErrorCode[] = contract.access === 'anyone' ? [] : ['signed_out'];
  if (contract.access === 'member' || contract.access === 'employee') access.push('consent_required');
  if (contract.access === 'employee') access.push('forbidden');
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...KERNEL_ERRORS, ...access, ...(contract.errors ?? [])]) {
    const status = ERRORS[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        { description: [...new Set(codes)].join(', '), content: json({ $ref: '#/components/schemas/Error' }) },
      ]),
  );
}

function errorSchema(): Json {
  return {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'traceId'],
        properties: { code: { enum: Object.keys(ERRORS) }, details: { type: 'object' }, traceId: { type: 'string' } },
      },
    },
  };
}

function json(schema: unknown): Json {
  return { 'application/json': { schema } };
}
