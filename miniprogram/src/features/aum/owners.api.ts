import * as routes from '@linzhang/shared/aum/aum.endpoints';
import type * as contract from '@linzhang/shared/aum/owners.contract';
import * as portfolioRoutes from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { listPortfolioMembers as MembersContract } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { uploadEndpoint } from '../../lib/files/upload';
import { endpoint } from '../../lib/request';

export const readRoster = uploadEndpoint<typeof contract.readRoster>(routes.readRoster);
export const assignOwners = endpoint<typeof contract.assignOwners>(routes.assignOwners);
export const listOwnerHoldings = endpoint<typeof contract.listOwnerHoldings>(routes.listOwnerHoldings);
export const transferOwners = endpoint<typeof contract.transferOwners>(routes.transferOwners);
export const listMembers = endpoint<typeof MembersContract>(portfolioRoutes.listPortfolioMembers);
