import { INDUSTRIES, type Industry } from '@linzhang/shared/branches/branches.rules';

/** What the industries are called. */
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

/** The industries to choose from. */
export const INDUSTRY_OPTIONS = INDUSTRIES.map((value) => ({ value, text: INDUSTRY_WORDS[value] }));
