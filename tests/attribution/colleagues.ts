import type { Caller } from '../support/api';
import { buildBranch, buildWorker, type Worker } from '../support/people';

/** Two managers and two heads of a branch, and the head of another one. */
export interface Colleagues {
  branchId: string;
  manager: Worker;
  other: Worker;
  head: Worker;
  otherHead: Worker;
  stranger: Worker;
}

/** Opens a branch with them. */
export async function buildColleagues(api: Caller): Promise<Colleagues> {
  const branchId = await buildBranch(api);
  return {
    branchId,
    manager: await buildWorker(api, branchId, ['manager']),
    other: await buildWorker(api, branchId, ['manager']),
    head: await buildWorker(api, branchId, ['head']),
    otherHead: await buildWorker(api, branchId, ['head']),
    stranger: await buildWorker(api, await buildBranch(api), ['head']),
  };
}
