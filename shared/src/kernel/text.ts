import { z } from 'zod';
import { PRINTABLE_LINE, PRINTABLE_LINES } from './printable';

/** One line of text as a person types it, without blanks around it; `min` and `max` in UTF-16 units. */
export function line(min: number, max: number) {
  return z.string().trim().min(min).max(max).regex(PRINTABLE_LINE, 'letters that can be printed only');
}

/** Text of several lines, without blanks around it; `min` and `max` in UTF-16 units. */
export function paragraph(min: number, max: number) {
  return z.string().trim().min(min).max(max).regex(PRINTABLE_LINES, 'letters that can be printed only');
}
