import type { OperatorFactory, OperatorTable } from '../scope';
import { ARITHMETIC } from './arithmetic';
import { ARRAY_BUILDING } from './array-building';
import { ARRAY_ELEMENTS } from './array-elements';
import { BITWISE } from './bitwise';
import { BOOLEAN } from './boolean';
import { COMPARISON } from './comparison';
import { CONDITIONAL } from './conditional';
import { CONVERSION } from './conversion';
import { DATE_ARITHMETIC } from './date-arithmetic';
import { DATE_ASSEMBLY } from './date-assembly';
import { DATE_PARTS } from './date-parts';
import { DATE_TEXTS } from './date-texts';
import { FIELDS } from './fields';
import { ITERATION } from './iteration';
import { OBJECTS } from './objects';
import { POWERS } from './powers';
import { RANKING } from './ranking';
import { REGEX } from './regex';
import { REPLACING } from './replacing';
import { ROUNDING } from './rounding';
import { SETS } from './sets';
import { STATISTICS } from './statistics';
import { STRINGS } from './strings';
import { SUBSTRINGS } from './substrings';
import { TRIGONOMETRY } from './trigonometry';
import { TYPES } from './types';
import { VARIABLES } from './variables';

const TABLES: readonly OperatorTable[] = [
  ARITHMETIC,
  ARRAY_BUILDING,
  ARRAY_ELEMENTS,
  BITWISE,
  BOOLEAN,
  COMPARISON,
  CONDITIONAL,
  CONVERSION,
  DATE_ARITHMETIC,
  DATE_ASSEMBLY,
  DATE_PARTS,
  DATE_TEXTS,
  FIELDS,
  ITERATION,
  OBJECTS,
  POWERS,
  RANKING,
  REGEX,
  REPLACING,
  ROUNDING,
  SETS,
  STATISTICS,
  STRINGS,
  SUBSTRINGS,
  TRIGONOMETRY,
  TYPES,
  VARIABLES,
];

const FACTORIES = new Map<string, OperatorFactory>(TABLES.flatMap((table) => Object.entries(table)));

/** The factory of an operator, or undefined where there is no operator of that name. */
export function operatorFactory(name: string): OperatorFactory | undefined {
  return FACTORIES.get(name);
}
