/**
 * What another manager of the same branch gets where the walk asks for a manager or a head. An endpoint that is not
 * named here is refused to the colleague: the portfolio, the leads and the members of a manager are the manager's own,
 * and what a head decides is the head's.
 * - `own`: each gets the own thing, in which nobody of the other's portfolio stands.
 * - `branch`: a matter of the branch, which all its managers share: the pool, partners, groups, events, offers.
 */
export const SHARED_WITH_COLLEAGUES: Readonly<Record<string, 'own' | 'branch'>> = {
  listBranches: 'branch',
  listMerchants: 'branch',
  getMerchant: 'branch',
  listWorkGroups: 'branch',
  getWorkGroup: 'branch',
  previewGroup: 'branch',
  listWorkEvents: 'branch',
  previewEvent: 'branch',
  listWorkOffers: 'branch',
  getWorkOffer: 'branch',
  listOfferClaims: 'branch',
  listBackups: 'branch',
  createChannel: 'own',
  listChannelFunnels: 'own',
  listConflicts: 'own',
  getInbox: 'own',
  listLeads: 'branch',
  getLead: 'branch',
  takeLead: 'branch',
  getPoolOrder: 'branch',
  getLeadDesk: 'own',
  listProspects: 'own',
  listProspectImports: 'own',
  getPortfolioFigures: 'own',
  getPortfolioProgress: 'own',
  getPortfolioSummary: 'own',
  listPortfolioMembers: 'own',
  exportPortfolioMembers: 'own',
  exportPortfolioFigures: 'own',
};
