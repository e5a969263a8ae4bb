import { TestApi } from '../api';

/** Starts a server for the tests of a file and builds on it, once for all of them, what they work with. */
export function builtForAll<T>(build: (api: TestApi) => Promise<T>, use: (api: TestApi, built: T) => void): void {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    use(api, await build(api));
  }, 60_000);
  afterAll(() => api.stop());
}
