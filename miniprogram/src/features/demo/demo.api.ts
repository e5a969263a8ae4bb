import type * as contract from '@linzhang/shared/demo/demo.contract';
import * as routes from '@linzhang/shared/demo/demo.endpoints';
import { openEndpoint } from '../../lib/request';

/** The people of the demo data. The endpoint exists only where the server runs with the simulator. */
export const listPersonas = openEndpoint<typeof contract.listPersonas>(routes.listPersonas);
