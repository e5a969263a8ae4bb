import { aumVisits } from './aum.visits';
import { customerVisits } from './customers.visits';
import { employeeVisits } from './employees.visits';
import { eventVisits } from './events.visits';
import { groupVisits } from './groups.visits';
import { leadVisits } from './leads.visits';
import { memberVisits } from './members.visits';
import { offerVisits } from './offers.visits';
import { portfolioVisits } from './portfolio.visits';
import { stampVisits } from './stamps.visits';
import type { Visits } from './visit';

/** How every endpoint is called with real ids. An endpoint that is missing here fails the walk. */
export const VISITS: Visits = {
  ...memberVisits,
  ...employeeVisits,
  ...groupVisits,
  ...eventVisits,
  ...stampVisits,
  ...offerVisits,
  ...leadVisits,
  ...customerVisits,
  ...aumVisits,
  ...portfolioVisits,
};
