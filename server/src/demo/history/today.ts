import { MINUTE_MS } from '@linzhang/shared/kernel/time';
import { considerAll } from '../../leads/following.service';
import type { Logger } from '../../platform/logger';
import { refreshPortfolio } from '../../portfolio/nightly.service';
import { recompute } from '../../tiering/standings.service';
import type { MemberSecrets } from '../people';
import type { DemoWorld } from '../world';
import { planLists } from './bankLists';
import type { CrowdMember } from './crowd';
import { bind, join, walkMarket } from './crowdSteps';
import { endDay, night } from './days';
import { answerRises, askForOrigin } from './decisions';
import { diceOf } from './dice';
import { chensRows, importList } from './imports';
import { type Scene, sceneOf, together } from './scene';

/** Minutes before the first start. */
const LIST_CAME = 175;
const FIRST_CAME = 165;
const LAST_CAME = 62;
const LOOKED = 4;
const AT_ONCE = 4;

/** The first day so far: yesterday's list of the bank, and who walks over the market that is under way. */
export async function makeToday(world: DemoWorld, secrets: MemberSecrets, logger: Logger): Promise<void> {
  const scene = sceneOf(world, secrets, logger);
  const lists = planLists(world.today);
  const chens = chensRows([...new Set(lists.flatMap(({ days }) => days))], world.today);
  await night(scene, world.ago(LIST_CAME + 1), true);
  for (const list of lists) if (list.cameAgo === 0) await importList(scene, list, world.ago(LIST_CAME), chens);
  const visitors = scene.crowd.filter(({ stampsToday, joined }) => stampsToday > 0 || joined === 0);
  await together(visitors, AT_ONCE, (member) => visit(scene, member));
  await recompute(world.idOf('branch'), world.ago(LOOKED));
  await answerRises(scene, world.ago(LOOKED));
  await askForOrigin(scene, world.ago(LOOKED));
  await endDay(scene, visitors, world.ago(LOOKED));
  // Near a line, or silent, is nothing that anybody did: the night would find it.
  await considerAll(world.ago(LOOKED - 1));
  await refreshPortfolio(world.ago(LOOKED - 1));
}

async function visit(scene: Scene, member: CrowdMember): Promise<void> {
  const { world } = scene;
  const { joined, bound, login, stampsToday } = member;
  const from = world.ago(diceOf(`today/${login}`).between(LAST_CAME, FIRST_CAME - 12));
  const after = (minutes: number) => new Date(from.getTime() + minutes * MINUTE_MS);
  if (joined === 0) await join(scene, member, from);
  if (bound === 0) await bind(scene, member, after(5));
  if (stampsToday > 0)
    await walkMarket(scene, member, { key: '', stamps: stampsToday, from: after(8), minutesEach: 4 });
}
