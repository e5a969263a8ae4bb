import fc from 'fast-check';
import type { Ask } from '../walk/visit';
import { HOSTILE, HOSTILE_BODIES, HOSTILE_HEADERS, HOSTILE_NAMES, HOSTILE_QUERIES } from './hostileValues';
import { jsonOf } from './jsonText';
import { type Part, type Place, put, without } from './places';

const KINDS = ['edge', 'hostile', 'random', 'missing', 'field', 'text', 'query', 'header'] as const;
type Kind = (typeof KINDS)[number];

/** One change of a call. It names no ids, so that it says the same of every ask of an endpoint. */
export interface Mutation {
  kind: Kind;
  /** Which place, and which of the values that are tried there; both are counted round. */
  at: number;
  which: number;
  /** For `random`. */
  value: unknown;
}

/** A call that is changed on its way. */
export interface Draft {
  params: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  headers: Readonly<Record<string, string>>;
  /** In the place of the body and its type. */
  text?: { text: string; type?: string };
  /** In the place of the query. */
  search?: (query: string) => string;
}

const WEIGHTS: Readonly<Record<Kind, number>> = {
  edge: 8,
  hostile: 8,
  random: 2,
  missing: 2,
  field: 2,
  text: 3,
  query: 2,
  header: 1,
};

const mutation = fc.record<Mutation>({
  kind: fc.oneof(...KINDS.map((kind) => ({ arbitrary: fc.constant(kind), weight: WEIGHTS[kind] }))),
  at: fc.nat(9_999),
  which: fc.nat(9_999),
  value: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
});

/** One change of a call, sometimes two or three. */
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

/** A call as it is asked. */
export function draftOf({ params = {}, query = {}, body = {} }: Ask): Draft {
  return { params, query, body, headers: {} };
}

const pick = <T>(values: readonly T[], which: number): T | undefined => values[which % values.length];

const changed = (draft: Draft, part: Part, change: (value: unknown) => unknown): Draft => ({
  ...draft,
  [part]: change(draft[part]),
});

/** The object that a place stands in gets a field that it does not know. */
function withField(draft: Draft, { part, path }: Place, { which, value }: Mutation): Draft {
  const name = pick(HOSTILE_NAMES, which) ?? '';
  return changed(draft, part, (whole) => put(whole, [...path.slice(0, -1), name], value));
}

/** The changed call; the same one where the change has nothing to hold on to. */
export function mutated(draft: Draft, places: readonly Place[], each: Mutation): Draft {
  const { kind, at, which } = each;
  if (kind === 'text') return { ...draft, text: pick(HOSTILE_BODIES, which)?.(jsonOf(draft.body)) ?? { text: '' } };
  if (kind === 'query') return { ...draft, search: pick(HOSTILE_QUERIES, which) ?? ((query) => query) };
  if (kind === 'header') return { ...draft, headers: { ...draft.headers, ...pick(HOSTILE_HEADERS, which) } };
  const place = pick(places, at);
  if (!place) return { ...draft, search: (query) => `${query}&unheardOf=1` };
  if (kind === 'field') return withField(draft, place, each);
  const { part, path } = place;
  if (kind === 'missing' && part !== 'params') return changed(draft, part, (whole) => without(whole, path));
  const values = { edge: place.edges, random: [each.value] }[kind as string] ?? HOSTILE;
  return changed(draft, part, (whole) => put(whole, path, pick(values, which)));
}
