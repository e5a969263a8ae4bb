import { route } from '../kernel/endpoint';

export const getPortfolioFigures = route('get', '/portfolio/figures');
export const getPortfolioProgress = route('get', '/portfolio/progress');
export const getScorecard = route('get', '/portfolio/scorecard');
export const getPortfolioSummary = route('get', '/portfolio/summary');
export const listPortfolioMembers = route('get', '/portfolio/members');
export const getPortfolioTargets = route('get', '/portfolio/targets');
export const setPortfolioTargets = route('put', '/portfolio/targets');
export const exportPortfolioMembers = route('get', '/portfolio/member-exports');
export const exportPortfolioFigures = route('get', '/portfolio/figure-exports');
