import type { Logger } from '../../platform/logger';
import type { MemberSecrets } from '../people';
import type { DemoPart, DemoWorld } from '../world';
import { HISTORY_DAYS } from './crowd';
import { liveDay } from './days';
import { type Scene, sceneOf } from './scene';
import { makeMarkets, makeSeason, makeTeam, makeWays } from './season';
import { makeToday } from './today';

/** Days that one part lives through: few enough that a run cut short loses little. */
const DAYS_AT_ONCE = 10;
const CLOCK = 'history';

/**
 * Three months of the branch, lived through day by day by the services as they are, each told the instant that it is to
 * be: members come and do things, lists of the bank come in, managers call. So it is all as it would be had it happened,
 * and a part that is done again finds what is there. Comes after `marketParts`, whose groups the crowd joins, and ends at
 * their market. It is made before the server listens: figures that grow while one looks at them would tell of a branch
 * that is not there, and the server's own jobs would work on days that are not over.
 */
export function historyParts(secrets: MemberSecrets, logger: Logger): readonly DemoPart[] {
  let scene: Scene | null = null;
  const live = async (world: DemoWorld, from: number) => {
    scene ??= sceneOf(world, secrets, logger);
    for (let daysAgo = from; daysAgo > Math.max(0, from - DAYS_AT_ONCE); daysAgo -= 1) await liveDay(scene, daysAgo);
  };
  const stretches = Array.from(
    { length: HISTORY_DAYS / DAYS_AT_ONCE },
    (_none, index) => HISTORY_DAYS - index * DAYS_AT_ONCE,
  );
  return [
    { name: 'team', clock: CLOCK, make: (world) => makeTeam(world, secrets) },
    { name: 'ways', clock: CLOCK, make: makeWays },
    { name: 'season', clock: CLOCK, make: (world) => makeSeason(world, secrets) },
    { name: 'markets', clock: CLOCK, make: makeMarkets },
    ...stretches.map((from) => ({
      name: `days-${from}`,
      clock: CLOCK,
      make: (world: DemoWorld) => live(world, from),
    })),
    // Its people walk over the market that is under way, whenever a run cut short is taken up.
    { name: 'today', clock: 'event', make: (world) => makeToday(world, secrets, logger) },
  ];
}
