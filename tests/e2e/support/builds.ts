import { join } from 'node:path';
import { freshBuild, type WantedBuild } from '../../../scripts/miniprogram/freshBuild';

const BUILDS = join(__dirname, '..', '..', '..', '.cache', 'builds');

/** Folders of the builds that the e2e tests walk through. */
export const builds = {
  /** The h5 of the demo, where one picks a persona. */
  demo: join(BUILDS, 'h5-personas'),
  /** The h5 of a bank, where employees sign in by a code. */
  h5: join(BUILDS, 'h5'),
  weapp: join(BUILDS, 'weapp'),
};

const WANTED: readonly WantedBuild[] = [
  { target: 'h5', personas: true },
  { target: 'h5', personas: false },
  { target: 'weapp', personas: false },
];

/** Makes the builds that are out of date, one after another. */
export async function prepareBuilds(): Promise<void> {
  for (const wanted of WANTED) await freshBuild(wanted, (line) => console.log(line));
}
