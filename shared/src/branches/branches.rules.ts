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

/** What the industries are called, on pages and in lists. */
export const INDUSTRY_WORDS: Readonly<Record<Industry, string>> = {
  food_market: '农贸市场',
  catering: '餐饮',
  retail: '零售',
  wholesale: '批发',
  manufacturing: '制造',
  education: '教育',
  health: '医疗健康',
  property: '物业',
  services: '生活服务',
  agriculture: '农业',
  public: '机关事业',
  other: '其他',
};
