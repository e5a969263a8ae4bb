import { prepareBrowser } from './browser';
import { prepareBuilds } from './builds';

/** Once before all e2e tests: the builds from the sources as they are, and the browser. */
export default async function setup(): Promise<void> {
  await prepareBuilds();
  await prepareBrowser();
}
