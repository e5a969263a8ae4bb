import type * as contract from '@linzhang/shared/portfolio/portfolio.contract';
import * as routes from '@linzhang/shared/portfolio/portfolio.endpoints';
import type * as members from '@linzhang/shared/portfolio/portfolioMembers.contract';
import type * as targets from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { endpoint } from '../../lib/request';

export const getPortfolioFigures = endpoint<typeof contract.getPortfolioFigures>(routes.getPortfolioFigures);
export const getPortfolioProgress = endpoint<typeof contract.getPortfolioProgress>(routes.getPortfolioProgress);
export const getScorecard = endpoint<typeof contract.getScorecard>(routes.getScorecard);
export const getPortfolioSummary = endpoint<typeof contract.getPortfolioSummary>(routes.getPortfolioSummary);
export const listPortfolioMembers = endpoint<typeof members.listPortfolioMembers>(routes.listPortfolioMembers);
export const exportPortfolioMembers = endpoint<typeof members.exportPortfolioMembers>(routes.exportPortfolioMembers);
export const exportPortfolioFigures = endpoint<typeof members.exportPortfolioFigures>(routes.exportPortfolioFigures);
export const getPortfolioTargets = endpoint<typeof targets.getPortfolioTargets>(routes.getPortfolioTargets);
export const setPortfolioTargets = endpoint<typeof targets.setPortfolioTargets>(routes.setPortfolioTargets);
