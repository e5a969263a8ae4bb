import { z } from 'zod';

/** No control characters, no broken halves of letters, nothing that turns the direction of what follows. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u;

/** One line of text as a person types it, without blanks around it; `min` and `max` in UTF-16 units. */
export function line(min: number, max: number) {
  return z.string().trim().min(min).max(max).regex(PRINTABLE, 'letters that can be printed only');
}

/** No control characters but the ends of lines. */
const PRINTABLE_LINES = /^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|\n)*$/u;

/** Text of several lines, without blanks around it; `min` and `max` in UTF-16 units. */
export function paragraph(min: number, max: number) {
  return z.string().trim().min(min).max(max).regex(PRINTABLE_LINES, 'letters that can be printed only');
}
