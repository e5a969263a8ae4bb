import { CommandError, ErrorCode, notSupported } from '../errors';
import type { Collator } from '../operation';
import { formatValue } from './js';
import { toBigIntExact } from './numeric';
import { compareText } from './text';
import { type Doc, typeNameOf, type Value } from './values';

const CACHE_LIMIT = 64;
const collators = new Map<string, Collator>();

const TYPE_OF_FIELD: Record<string, 'string' | 'bool' | 'number'> = {
  locale: 'string',
  caseLevel: 'bool',
  caseFirst: 'string',
  strength: 'number',
  numericOrdering: 'bool',
  alternate: 'string',
  maxVariable: 'string',
  normalization: 'bool',
  backwards: 'bool',
  version: 'string',
};

const CHOICES: Record<string, readonly string[]> = {
  caseFirst: ['upper', 'lower', 'off'],
  alternate: ['non-ignorable', 'shifted'],
  maxVariable: ['punct', 'space'],
};

/** ICU's long names of collation variants, and their short ones in language tags. */
const VARIANTS = new Map([
  ['phonebook', 'phonebk'],
  ['traditional', 'trad'],
  ['dictionary', 'dict'],
]);

interface Settings {
  locale: string;
  caseLevel?: boolean;
  caseFirst?: string;
  strength?: number;
  numericOrdering?: boolean;
  alternate?: string;
  maxVariable?: string;
  backwards?: boolean;
}

/**
 * The string order of a `collation` document; undefined where there is none or its locale is "simple".
 * Refuses unknown fields, wrong types, unknown locales and values, and what ICU can but this runtime cannot.
 */
export function createCollator(collation: Doc | undefined): Collator | undefined {
  if (!collation) return undefined;
  const settings = readSettings(collation);
  if (settings.locale === 'simple') {
    if (collation.size > 1) throw badCollation('a simple collation takes no other options', collation);
    return undefined;
  }
  const cacheKey = formatValue(collation);
  const known = collators.get(cacheKey);
  if (known) return known;
  const collator = buildCollator(settings, collation);
  if (collators.size >= CACHE_LIMIT) collators.clear();
  collators.set(cacheKey, collator);
  return collator;
}

function badCollation(what: string, collation: Doc): CommandError {
  return new CommandError(ErrorCode.BadValue, `Invalid collation, ${what}: ${formatValue(collation)}`);
}

function readSettings(collation: Doc): Settings {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of collation) settings[name] = readField(name, value, collation);
  if (settings.locale === undefined) {
    throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  }
  return settings as unknown as Settings;
}

function readField(name: string, value: Value, collation: Doc): unknown {
  const expected = Object.hasOwn(TYPE_OF_FIELD, name) ? TYPE_OF_FIELD[name] : undefined;
  if (!expected) throw new CommandError(40415, `BSON field 'collation.${name}' is an unknown field.`);
  if (expected === 'number') return readStrength(value, collation);
  const actual = typeNameOf(value);
  if (actual !== expected) throw wrongType(name, actual, expected);
  const choices = CHOICES[name];
  if (choices && !choices.includes(value as string)) {
    throw new CommandError(
      ErrorCode.BadValue,
      `Enumeration value '${value}' for field 'collation.${name}' is not a valid value.`,
    );
  }
  return value;
}

function wrongType(name: string, actual: string, expected: string): CommandError {
  const message = `BSON field 'collation.${name}' is the wrong type '${actual}', expected type '${expected}'`;
  return new CommandError(ErrorCode.TypeMismatch, message);
}

function readStrength(value: Value, collation: Doc): number {
  const type = typeNameOf(value);
  if (!['int', 'long', 'double', 'decimal'].includes(type)) throw wrongType('strength', type, 'int');
  const strength = toBigIntExact(value);
  if (strength === undefined || strength < 1n || strength > 5n) {
    throw badCollation('strength must be an integer from 1 to 5', collation);
  }
  return Number(strength);
}

function buildCollator(settings: Settings, collation: Doc): Collator {
  const { strength = 3, alternate, maxVariable, backwards } = settings;
  if (backwards) throw notSupported("The collation option 'backwards'");
  const shifted = alternate === 'shifted';
  if (shifted && maxVariable === 'space') throw notSupported("The collation option 'maxVariable: space'");
  const base = intlCollator(settings, shifted, collation);
  // Strength 4 tells apart by punctuation what is equal without it, strength 5 also by code points.
  const punctuation = shifted && strength >= 4 ? intlCollator(settings, false, collation) : undefined;
  return {
    compare(a, b) {
      if (a === b) return 0;
      const order = base.compare(a, b) || (punctuation?.compare(a, b) ?? 0);
      return order === 0 && strength === 5 ? compareText(a, b) : order;
    },
  };
}

function intlCollator(settings: Settings, ignorePunctuation: boolean, collation: Doc): Intl.Collator {
  return new Intl.Collator(languageTag(settings.locale, collation), {
    usage: 'sort',
    sensitivity: sensitivityOf(settings),
    numeric: settings.numericOrdering ?? false,
    ignorePunctuation,
    ...(settings.caseFirst === undefined ? {} : { caseFirst: caseFirstOf(settings.caseFirst) }),
  });
}

function sensitivityOf({ strength = 3, caseLevel = false }: Settings): 'base' | 'accent' | 'case' | 'variant' {
  if (strength === 1) return caseLevel ? 'case' : 'base';
  return strength === 2 && !caseLevel ? 'accent' : 'variant';
}

function caseFirstOf(value: string): 'upper' | 'lower' | 'false' {
  return value === 'off' ? 'false' : (value as 'upper' | 'lower');
}

/** "de@collation=phonebook" becomes "de-u-co-phonebk". */
function languageTag(locale: string, collation: Doc): string {
  const [language = '', variant] = locale.split('@collation=');
  const short = variant === undefined ? undefined : (VARIANTS.get(variant) ?? variant);
  const tag = `${language.replaceAll('_', '-')}${short === undefined ? '' : `-u-co-${short}`}`;
  if (!isKnown(tag, short)) {
    throw new CommandError(ErrorCode.BadValue, `Field 'locale' is invalid in: ${formatValue(collation)}`);
  }
  return tag;
}

/** A language without rules of its own is known; a variant that its language does not have is not. */
function isKnown(tag: string, variant: string | undefined): boolean {
  try {
    if (Intl.Collator.supportedLocalesOf([tag]).length !== 1) return false;
    return variant === undefined || new Intl.Collator(tag).resolvedOptions().collation === variant;
  } catch {
    return false;
  }
}
