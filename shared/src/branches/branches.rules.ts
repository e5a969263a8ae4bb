/** Industries a branch serves and a merchant belongs to; the pages have the words. */
export const INDUSTRIES = [
  'food_market',
  'catering',
  'retail',
  'wholesale',
  'manufacturing',
  'education',
  'health',
  'property',
  'services',
  'agriculture',
  'public',
  'other',
] as const;
export type Industry = (typeof INDUSTRIES)[number];
