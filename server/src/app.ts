import Router from '@koa/router';
import { readRoster, uploadAumImport } from '@linzhang/shared/aum/aum.endpoints';
import { contracts } from '@linzhang/shared/contracts';
import { uploadProspectImport } from '@linzhang/shared/prospects/prospects.endpoints';
import Koa from 'koa';
import mongoose from 'mongoose';
import { approvalsRoutes } from './approvals/approvals.routes';
import { attributionRoutes } from './attribution/attribution.routes';
import { registerAttribution } from './attribution/attributionHolding.service';
import { auditRoutes } from './audit/audit.routes';
import { aumRoutes } from './aum/aum.routes';
import { registerAum } from './aum/aumHolding.service';
import { branchesRoutes } from './branches/branches.routes';
import { registerChannels } from './channels/channelHolding.service';
import { channelsRoutes } from './channels/channels.routes';
import type { Env } from './config/env';
import { customersRoutes } from './customers/customers.routes';
import { demoRoutes } from './demo/demo.routes';
import { employeesRoutes } from './employees/employees.routes';
import { registerEngagements } from './engagements/engagementHolding.service';
import { engagementsRoutes } from './engagements/engagements.routes';
import { registerEvents } from './events/eventRegistration.service';
import { eventsRoutes } from './events/events.routes';
import { workEventsRoutes } from './events/workEvents.routes';
import { registerGroups } from './groups/groupRegistration.service';
import { groupsRoutes } from './groups/groups.routes';
import { workGroupsRoutes } from './groups/workGroups.routes';
import { h5LoginsRoutes } from './h5Logins/h5Logins.routes';
import type { RequestState } from './http/actor';
import { apiDocsPage } from './http/apiDocs';
import { authenticate } from './http/authenticate';
import { isClientGone } from './http/clientGone';
import { errorHandler } from './http/errorHandler';
import { createHandle } from './http/handle';
import { healthRoutes } from './http/health';
import { jsonBody } from './http/jsonBody';
import type { Metrics } from './http/metrics';
import { openApiDocument } from './http/openapi';
import { rateLimit, sharedLimit } from './http/rateLimit';
import { requestContext } from './http/requestContext';
import { requestLog } from './http/requestLog';
import { securityHeaders } from './http/securityHeaders';
import { inlineScriptHashes, staticPages } from './http/staticPages';
import { timeLimit } from './http/timeLimit';
import { inboxRoutes } from './inbox/inbox.routes';
import { registerLeads } from './leads/leadHolding.service';
import { leadsRoutes } from './leads/leads.routes';
import { findOpenid } from './members/accounts.service';
import { registerInsiders } from './members/insiders.service';
import { membersRoutes } from './members/members.routes';
import { memberSecrets } from './members/secrets';
import { resolveSession } from './members/sessions.service';
import { merchantsRoutes } from './merchants/merchants.routes';
import { registerMessages } from './messages/messageHolding.service';
import { messagesRoutes } from './messages/messages.routes';
import { registerOffers } from './offers/offerHolding.service';
import { offersRoutes } from './offers/offers.routes';
import { redemptionsRoutes } from './offers/redemptions.routes';
import { workOffersRoutes } from './offers/workOffers.routes';
import type { Logger } from './platform/logger';
import type { WechatClient } from './platform/wechat/client';
import { pushRoutes } from './platform/wechat/push';
import { portfolioRoutes } from './portfolio/portfolio.routes';
import { registerPortfolio } from './portfolio/portfolioHolding.service';
import { registerProspects } from './prospects/prospectHolding.service';
import { prospectImportsRoutes } from './prospects/prospectImports.routes';
import { prospectsRoutes } from './prospects/prospects.routes';
import { settingsRoutes } from './settings/settings.routes';
import { useCodeKeys } from './stamps/codes.service';
import { scansRoutes } from './stamps/scans.routes';
import { registerStamps } from './stamps/stampHoldings.service';
import { stampsRoutes } from './stamps/stamps.routes';
import { tabsRoutes } from './tabs/tabs.routes';
import { tieringRoutes } from './tiering/tiering.routes';
import { registerTiering } from './tiering/tieringHolding.service';

/** The outside world as the app sees it. */
export interface Deps {
  env: Env;
  logger: Logger;
  clock: { now: () => Date };
  wechat: WechatClient;
  /** Appid of the mini-program (the simulator's own one with the simulator). */
  appid: string;
  metrics: Metrics;
  /** False until started and again from SIGTERM on; `/readyz` tells it. */
  ready: () => boolean;
}

/** The whole HTTP side: middleware in order, then every domain's routes. */
export function createApp(deps: Deps): Koa<RequestState> {
  const { env, logger, clock, metrics } = deps;
  // One proxy is trusted: the last address it added is the client's, the ones before are what the client claims.
  const app = new Koa<RequestState>({ proxy: env.TRUST_PROXY, maxIpsCount: 1 });
  app.on('error', (error: unknown) => {
    if (!isClientGone(error)) logger.error({ err: error }, 'response failed');
  });
  const store = { client: mongoose.connection.getClient() as never, database: mongoose.connection.name };
  const spendAddress = sharedLimit(store, 'address', env.RATE_PER_ADDRESS);
  const spendActor = sharedLimit(store, 'actor', env.RATE_PER_ACTOR);

  app.use(requestContext());
  app.use(securityHeaders(env.H5_DIR ? inlineScriptHashes(env.H5_DIR) : []));
  app.use(metrics.middleware);
  app.use(requestLog(logger));
  app.use(errorHandler(logger));
  app.use(publicRoutes(deps).routes());
  if (env.H5_DIR) app.use(staticPages(env.H5_DIR));
  app.use(timeLimit(env.REQUEST_TIMEOUT_MS, isUpload));
  app.use(
    authenticate({
      resolveSession: (token, now) => resolveSession(token, now),
      now: clock.now,
      countRefusal: spendAddress,
    }),
  );
  app.use(rateLimit(spendActor, spendAddress));
  app.use(jsonBody());
  registerDomains(deps);
  const api = apiRoutes(deps, store);
  app.use(api.routes());
  app.use(api.allowedMethods());
  return app;
}

const UPLOADS: ReadonlySet<string> = new Set(
  [uploadAumImport, uploadProspectImport, readRoster].map((route) => `/api${route.path}`),
);

/** A file takes as long to come in as the line needs; node's own limit on a request holds for it. */
function isUpload({ method, path }: { method: string; path: string }): boolean {
  return method === 'POST' && UPLOADS.has(path);
}

/** What is reached without a session and without counting: health, metrics, API documents, WeChat's push. */
function publicRoutes(deps: Deps): Router<RequestState> {
  const router = new Router<RequestState>();
  healthRoutes(
    router,
    {
      open: deps.ready,
      behindProxy: deps.env.TRUST_PROXY,
      checkDatabase: () => mongoose.connection.db?.command({ ping: 1 }) ?? Promise.reject(new Error('no database')),
    },
    deps.metrics,
  );
  const document = openApiDocument(contracts, '1');
  const page = apiDocsPage(contracts);
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = document;
  });
  router.get('/api/docs', (ctx) => {
    ctx.type = 'html';
    ctx.body = page;
  });
  pushRoutes(router, deps);
  return router;
}

/** What domains tell each other at start: who keeps what for a member, and who wants to know of what. */
function registerDomains({ env, clock }: Deps): void {
  registerInsiders(memberSecrets(env));
  registerEngagements();
  registerChannels();
  registerAttribution();
  registerMessages();
  registerOffers();
  registerGroups();
  registerEvents(clock.now);
  registerStamps();
  registerLeads();
  registerProspects();
  registerTiering();
  registerAum();
  registerPortfolio();
  useCodeKeys(env.CODE_KEYS);
}

/** Finds the openid that WeChat knows a member by; null where the account has ended. */
function openidFinder(env: Env): (memberId: string) => Promise<string | null> {
  const secrets = memberSecrets(env);
  return (memberId) => findOpenid(memberId, secrets);
}

function apiRoutes(deps: Deps, store: Parameters<typeof sharedLimit>[0]): Router<RequestState> {
  const router = new Router<RequestState>({ prefix: '/api' });
  const handle = createHandle({ now: deps.clock.now, checkAnswers: deps.env.NODE_ENV === 'test' });
  const limit = (name: string, points: number, seconds: number) => sharedLimit(store, name, points, seconds);
  membersRoutes(router, handle, { ...deps, limit });
  employeesRoutes(router, handle, { ...deps, limit });
  h5LoginsRoutes(router, handle, { limit });
  branchesRoutes(router, handle);
  merchantsRoutes(router, handle);
  groupsRoutes(router, handle);
  workGroupsRoutes(router, handle, { ...deps, openidOf: openidFinder(deps.env) });
  eventsRoutes(router, handle);
  workEventsRoutes(router, handle, { ...deps, openidOf: openidFinder(deps.env) });
  settingsRoutes(router, handle);
  approvalsRoutes(router, handle);
  channelsRoutes(router, handle, deps);
  attributionRoutes(router, handle);
  engagementsRoutes(router, handle);
  messagesRoutes(router, handle, deps);
  const offerDeps = { wechat: deps.wechat, openidOf: openidFinder(deps.env) };
  offersRoutes(router, handle, offerDeps);
  workOffersRoutes(router, handle, offerDeps);
  redemptionsRoutes(router, handle);
  stampsRoutes(router, handle);
  scansRoutes(router, handle);
  aumRoutes(router, handle);
  tieringRoutes(router, handle);
  leadsRoutes(router, handle);
  customersRoutes(router, handle);
  inboxRoutes(router, handle);
  prospectsRoutes(router, handle, memberSecrets(deps.env));
  prospectImportsRoutes(router, handle);
  portfolioRoutes(router, handle);
  auditRoutes(router, handle);
  tabsRoutes(router, handle);
  if (deps.env.simulator && !deps.env.production) demoRoutes(router, handle);
  return router;
}
