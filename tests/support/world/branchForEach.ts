import { TestApi } from '../api';
import { buildStaffed, type Staffed } from './branch';

/** Starts a server for the tests of a file and opens a branch for each of them: nothing is left from the one before. */
export function branchForEach(use: (api: TestApi, branch: Staffed) => void): void {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  }, 30_000);
  afterAll(() => api.stop());
  beforeEach(async () => use(api, await buildStaffed(api)));
}
