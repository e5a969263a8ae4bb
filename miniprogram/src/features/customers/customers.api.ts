import type * as attribution from '@linzhang/shared/attribution/attribution.contract';
import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import type * as contract from '@linzhang/shared/customers/customers.contract';
import * as routes from '@linzhang/shared/customers/customers.endpoints';
import type * as engagements from '@linzhang/shared/engagements/engagements.contract';
import * as engagementRoutes from '@linzhang/shared/engagements/engagements.endpoints';
import type * as tiering from '@linzhang/shared/tiering/tiering.contract';
import * as tieringRoutes from '@linzhang/shared/tiering/tiering.endpoints';
import { endpoint } from '../../lib/request';

export const getCustomer = endpoint<typeof contract.getCustomer>(routes.getCustomer);
export const listMemberEngagements = endpoint<typeof engagements.listMemberEngagements>(
  engagementRoutes.listMemberEngagements,
);
export const listCredits = endpoint<typeof attribution.listCredits>(attributionRoutes.listCredits);
export const getAttribution = endpoint<typeof attribution.getAttribution>(attributionRoutes.getAttribution);
export const listSupporterChoices = endpoint<typeof tiering.listSupporterChoices>(tieringRoutes.listSupporterChoices);
export const setSupporters = endpoint<typeof tiering.setSupporters>(tieringRoutes.setSupporters);
