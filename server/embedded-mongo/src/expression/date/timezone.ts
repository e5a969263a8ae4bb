import { fail } from '../arguments';
import { DAY_MS } from './calendar';

/** A time zone: how far its clocks are ahead of UTC. */
export interface TimeZone {
  /** True only for UTC itself, with which a date text may name an offset of its own. */
  readonly isUtc: boolean;
  /** Milliseconds to add to UTC at an instant. */
  offsetAt(ms: number): number;
}

/** Coordinated universal time. */
export const UTC: TimeZone = { isUtc: true, offsetAt: () => 0 };

/** Instant at which clocks of a zone show a local time. Times that a change of clocks skips are moved forward. */
export function instantOf(localMs: number, zone: TimeZone): number {
  const first = zone.offsetAt(localMs);
  const second = zone.offsetAt(localMs - first);
  if (first === second) return localMs - first;
  if (second > first && zone.offsetAt(localMs - second) !== second) return localMs - first;
  return localMs - second;
}

const zones = new Map<string, TimeZone>([
  ['UTC', UTC],
  ['GMT', UTC],
  ['Etc/UTC', UTC],
]);
/** Names come from documents too, so what is remembered must not grow without bound. */
const MAX_ZONES = 1000;

/** The zone of an Olson name or of an offset like `+05:30`; refuses what is neither. */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name);
  if (known) return known;
  const zone = fixedZone(name) ?? namedZone(name);
  if (zones.size < MAX_ZONES) zones.set(name, zone);
  return zone;
}

function fixedZone(name: string): TimeZone | undefined {
  const match = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(name);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes === 0) return UTC;
  const offset = (match[1] === '-' ? -minutes : minutes) * 60_000;
  return { isUtc: false, offsetAt: () => offset };
}

function namedZone(name: string): TimeZone {
  const format = /^[A-Za-z][\w+/-]*$/.test(name) ? formatOf(name) : undefined;
  if (!format) return fail(40485, `unrecognized time zone identifier: "${name}"`);
  return new OlsonZone(format);
}

function formatOf(name: string): Intl.DateTimeFormat | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    // Intl ignores the case of names, MongoDB does not.
    const canonical = format.resolvedOptions().timeZone;
    return canonical !== name && canonical.toLowerCase() === name.toLowerCase() ? undefined : format;
  } catch {
    return undefined;
  }
}

const QUARTER_HOUR_MS = 900_000;
const MAX_CACHED = 20_000;
/** Range of JavaScript dates; beyond it a zone keeps the offset of the border. */
const MAX_DATE_MS = 8.64e15 - DAY_MS;

/** Asking Intl takes microseconds, so offsets are kept by day, and by quarter hour on days when the clocks change. */
class OlsonZone implements TimeZone {
  readonly isUtc = false;
  private readonly byDay = new Map<number, number | undefined>();
  private readonly byQuarterHour = new Map<number, number>();

  constructor(private readonly format: Intl.DateTimeFormat) {}

  offsetAt(ms: number): number {
    const bounded = Math.max(-MAX_DATE_MS, Math.min(MAX_DATE_MS, ms));
    const day = Math.floor(bounded / DAY_MS);
    let offset = this.byDay.get(day);
    if (offset === undefined && !this.byDay.has(day)) {
      const start = this.askOffset(day * DAY_MS);
      offset = start === this.askOffset(day * DAY_MS + DAY_MS - 1000) ? start : undefined;
      remember(this.byDay, day, offset);
    }
    return offset ?? this.offsetOnChangeDay(bounded);
  }

  private offsetOnChangeDay(ms: number): number {
    const quarterHour = Math.floor(ms / QUARTER_HOUR_MS);
    const cached = this.byQuarterHour.get(quarterHour);
    if (cached !== undefined) return cached;
    const offset = this.askOffset(quarterHour * QUARTER_HOUR_MS);
    remember(this.byQuarterHour, quarterHour, offset);
    return offset;
  }

  private askOffset(ms: number): number {
    const parts: Record<string, string> = {};
    for (const { type, value } of this.format.formatToParts(ms)) parts[type] = value;
    const year = parts['era']?.startsWith('B') ? 1 - Number(parts['year']) : Number(parts['year']);
    const local = new Date(0);
    local.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
    local.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
    return local.getTime() - Math.floor(ms / 1000) * 1000;
  }
}

function remember<V>(cache: Map<number, V>, key: number, value: V): void {
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, value);
}
