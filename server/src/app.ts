import Router from '@koa/router';
import { contracts } from '@linzhang/shared/contracts';
import Koa from 'koa';
import mongoose from 'mongoose';
import { auditRoutes } from './audit/audit.routes';
import { branchesRoutes } from './branches/branches.routes';
import type { Env } from './config/env';
import { demoRoutes } from './demo/demo.routes';
import { employeesRoutes } from './employees/employees.routes';
import { h5LoginsRoutes } from './h5Logins/h5Logins.routes';
import type { RequestState } from './http/actor';
import { apiDocsPage } from './http/apiDocs';
import { authenticate } from './http/authenticate';
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
import { membersRoutes } from './members/members.routes';
import { resolveSession } from './members/sessions.service';
import { merchantsRoutes } from './merchants/merchants.routes';
import type { Logger } from './platform/logger';
import type { WechatClient } from './platform/wechat/client';
import { pushRoutes } from './platform/wechat/push';

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
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') logger.error({ err: error }, 'response failed');
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
  app.use(timeLimit(env.REQUEST_TIMEOUT_MS));
  app.use(
    authenticate({
      resolveSession: (token, now) => resolveSession(token, now),
      now: clock.now,
      countRefusal: spendAddress,
    }),
  );
  app.use(rateLimit(spendActor, spendAddress));
  app.use(jsonBody());
  const api = apiRoutes(deps, store);
  app.use(api.routes());
  app.use(api.allowedMethods());
  return app;
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

function apiRoutes(deps: Deps, store: Parameters<typeof sharedLimit>[0]): Router<RequestState> {
  const router = new Router<RequestState>({ prefix: '/api' });
  const handle = createHandle({ now: deps.clock.now, checkAnswers: deps.env.NODE_ENV === 'test' });
  const limit = (name: string, points: number, seconds: number) => sharedLimit(store, name, points, seconds);
  membersRoutes(router, handle, { ...deps, limit });
  employeesRoutes(router, handle, { ...deps, limit });
  h5LoginsRoutes(router, handle, { limit });
  branchesRoutes(router, handle);
  merchantsRoutes(router, handle);
  auditRoutes(router, handle);
  if (deps.env.simulator && !deps.env.production) demoRoutes(router, handle);
  return router;
}
