import { RegexSyntaxError } from './syntax';

/** Reads a pattern code point by code point. */
export class PatternText {
  private readonly codes: readonly number[];
  position = 0;

  constructor(pattern: string) {
    this.codes = Array.from(pattern, (char) => char.codePointAt(0)!);
  }

  get done(): boolean {
    return this.position >= this.codes.length;
  }

  /** The code point `ahead` places on, or -1 past the end. */
  peek(ahead = 0): number {
    return this.codes[this.position + ahead] ?? -1;
  }

  next(): number {
    return this.codes[this.position++] ?? -1;
  }

  /** Consumes `text` if it comes next. */
  accept(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.position += text.length;
    return true;
  }

  startsWith(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.peek(i) !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Consumes what `accepts` takes, at most `limit` code points. */
  take(accepts: (code: number) => boolean, limit = Number.POSITIVE_INFINITY): string {
    let taken = '';
    while (taken.length < limit && !this.done && accepts(this.peek())) taken += String.fromCodePoint(this.next());
    return taken;
  }

  /** Consumes up to `end`, which is consumed too; undefined (and nothing consumed) without an `end`. */
  takeUntil(end: string): string | undefined {
    const start = this.position;
    let taken = '';
    while (!this.done) {
      if (this.accept(end)) return taken;
      taken += String.fromCodePoint(this.next());
    }
    this.position = start;
    return undefined;
  }
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isOctal(code: number): boolean {
  return code >= 0x30 && code <= 0x37;
}

export function isHex(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

export function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export function isNameChar(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 0x5f;
}

/** A code point written in digits of a base, as in `\x{1F600}`. */
export function codePointFrom(digits: string, base: number): number {
  const code = digits === '' ? 0 : Number.parseInt(digits, base);
  if (Number.isNaN(code)) throw new RegexSyntaxError('non-hex character in \\x{} (closing brace missing?)');
  if (code > 0x10ffff) throw new RegexSyntaxError('character code point value in \\x{} or \\o{} is too large');
  if (code >= 0xd800 && code <= 0xdfff)
    throw new RegexSyntaxError('disallowed Unicode code point (>= 0xd800 && <= 0xdfff)');
  return code;
}
