/** No control characters, no broken halves of letters, nothing that turns the direction of what follows. */
export const PRINTABLE_LINE = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u;

/** The same, with the ends of lines. */
export const PRINTABLE_LINES = /^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|\n)*$/u;
