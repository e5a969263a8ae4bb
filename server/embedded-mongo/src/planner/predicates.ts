import { type Doc, isArray, isDoc, isNullish, type Maybe, Regex, type Value } from '../bson/values';
import { isOperatorDocument } from '../query/operator-document';

/** A condition on the value at one path, as an index may serve it. */
export interface Predicate {
  readonly path: string;
  readonly operator: string;
  readonly argument: Value;
  /** The options that go with `$regex`. */
  readonly options?: string;
  /** The `$elemMatch` it stands in: its conditions are met by one and the same array element. */
  readonly element?: ElementGroup;
}

/** An `$elemMatch`. */
export interface ElementGroup {
  /** Number of components of the path of the array. */
  readonly depth: number;
}

/** The conjunction of a query's conditions, as far as indexes can serve them. */
export interface Conjunction {
  readonly byPath: ReadonlyMap<string, readonly Predicate[]>;
  /** Number of predicates. */
  readonly size: number;
  /** True when `byPath` says all that the query says. */
  readonly complete: boolean;
  /** Branches of each `$or` among the conditions. */
  readonly alternatives: readonly (readonly Doc[])[];
}

/** Values of one `$all` that bounds are looked for; the others are left to the filter. */
const PLANNED_OF_ALL = 100;

/** Operators that bounds, or the filter of a partial index, are derived from. */
const INDEXABLE = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$ne', '$exists', '$regex', '$type']);

/** Takes a filter apart. Says nothing about whether it is valid. */
export function conjunctionOf(filter: Doc, variables: ReadonlyMap<string, Maybe>): Conjunction {
  const collector = new Collector(variables);
  collector.addFilter(filter);
  return collector;
}

class Collector implements Conjunction {
  readonly byPath = new Map<string, Predicate[]>();
  size = 0;
  complete = true;
  readonly alternatives: Doc[][] = [];

  constructor(private readonly variables: ReadonlyMap<string, Maybe>) {}

  addFilter(filter: Doc, parent = '', element?: ElementGroup): void {
    for (const [name, value] of filter) {
      if (name.startsWith('$')) this.addLogical(name, value, parent, element);
      else this.addField(parent === '' ? name : `${parent}.${name}`, value, element);
    }
  }

  private addLogical(name: string, value: Value, parent: string, element?: ElementGroup): void {
    if (name === '$and' && isArray(value)) {
      for (const branch of value) if (isDoc(branch)) this.addFilter(branch, parent, element);
      return;
    }
    this.complete = false;
    if (name === '$expr' && parent === '') this.addExpression(value);
    if (name === '$or' && parent === '' && isArray(value) && value.length > 0 && value.every(isDoc)) {
      if (value.length === 1) this.addFilter(value[0] as Doc);
      else this.alternatives.push(value as Doc[]);
    }
  }

  /** What `$expr` says of equality of a field and a value that is known: the document then has an index key of that value. */
  private addExpression(expression: Value): void {
    if (!isDoc(expression)) return;
    const conditions = expression.get('$and');
    if (isArray(conditions)) for (const condition of conditions) this.addExpression(condition);
    const sides = expression.get('$eq');
    if (!isArray(sides) || sides.length !== 2) return;
    for (const [field, other] of [sides, [...sides].reverse()]) {
      if (typeof field !== 'string' || !/^\$[^$.\0][^\0]*$/.test(field)) continue;
      const argument = this.constantOf(other);
      // Null differs from missing there, and an array is compared as a whole.
      if (argument === undefined || isNullish(argument) || isArray(argument)) continue;
      this.add({ path: field.slice(1), operator: '$eq', argument });
      return;
    }
  }

  private constantOf(value: Maybe): Maybe {
    if (typeof value === 'string' && value.startsWith('$$')) return this.variables.get(value.slice(2));
    if (typeof value === 'string' && value.startsWith('$')) return undefined;
    if (!isDoc(value)) return value;
    return value.size === 1 ? value.get('$literal') : undefined;
  }

  private addField(path: string, value: Value, element?: ElementGroup): void {
    if (isOperatorDocument(value)) this.addOperators(path, value, element);
    else if (value instanceof Regex) this.add({ path, operator: '$regex', argument: value, element });
    else this.add({ path, operator: '$eq', argument: value, element });
  }

  private addOperators(path: string, operators: Doc, element?: ElementGroup): void {
    for (const [operator, argument] of operators) {
      if (operator === '$options' || operator === '$comment') continue;
      if (operator === '$elemMatch') this.addElementMatch(path, argument);
      else if (operator === '$all') this.addAll(path, argument, element);
      else if (!INDEXABLE.has(operator)) this.complete = false;
      else if (operator !== '$regex') this.add({ path, operator, argument, element });
      else {
        const options = operators.get('$options');
        this.add({ path, operator, argument, options: typeof options === 'string' ? options : undefined, element });
      }
    }
  }

  /** Every value of `$all` must be there; each is an equality of its own. */
  private addAll(path: string, argument: Value, element?: ElementGroup): void {
    this.complete = false;
    if (!isArray(argument)) return;
    for (const wanted of argument.slice(0, PLANNED_OF_ALL)) {
      if (wanted instanceof Regex) continue;
      if (!isOperatorDocument(wanted)) this.add({ path, operator: '$eq', argument: wanted, element });
      else if (wanted.has('$elemMatch')) this.addElementMatch(path, wanted.get('$elemMatch')!);
    }
  }

  private addElementMatch(path: string, argument: Value): void {
    this.complete = false;
    if (!isDoc(argument)) return;
    const element = { depth: path.split('.').length };
    // Conditions on the element itself, or on fields of it.
    if (isOperatorDocument(argument) && !argument.has('$and') && !argument.has('$or') && !argument.has('$nor')) {
      this.addOperators(path, argument, element);
    } else {
      this.addFilter(argument, path, element);
    }
  }

  private add(predicate: Predicate): void {
    this.size++;
    const others = this.byPath.get(predicate.path);
    if (others) others.push(predicate);
    else this.byPath.set(predicate.path, [predicate]);
  }
}
