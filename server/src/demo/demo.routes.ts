import type Router from '@koa/router';
import * as contract from '@linzhang/shared/demo/demo.contract';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { listPersonas } from './demo.service';

/** Whom one may sign in as; registered only beside the WeChat simulator. */
export function demoRoutes(router: Router<RequestState>, handle: Handle): void {
  router.get(
    contract.listPersonas.route.path,
    handle(contract.listPersonas, async () => ({ items: await listPersonas() })),
  );
}
