import { INDUSTRIES, INDUSTRY_WORDS } from '@linzhang/shared/branches/branches.rules';

export { INDUSTRY_WORDS };

/** The industries to choose from. */
export const INDUSTRY_OPTIONS = INDUSTRIES.map((value) => ({ value, text: INDUSTRY_WORDS[value] }));
