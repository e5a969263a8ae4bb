import { AppError } from '@linzhang/shared/kernel/errors';
import { businessDay, businessQuarter } from '@linzhang/shared/kernel/time';
import { firstDayOf } from '@linzhang/shared/portfolio/quarters.rules';
import { requestOrigin } from '../../attribution/originDecisions.service';
import { setTargets } from '../../portfolio/targets.service';
import { chooseService, openRise } from '../../tiering/service.service';
import { employeeOf } from '../people';
import { HISTORY_DAYS } from './crowd';
import { diceOf } from './dice';
import type { Scene } from './scene';

/** New members with a phone that each manager is to bring in a quarter. */
const GROWTH = [
  ['JN003', 45],
  ['JN007', 35],
  ['JN008', 25],
] as const;

/** The head sets the targets on the first day of a quarter, and of the one that runs when the crowd begins. */
export async function decideTargets({ world }: Scene, daysAgo: number, at: Date): Promise<void> {
  const quarter = businessQuarter(businessDay(at));
  if (daysAgo !== HISTORY_DAYS && firstDayOf(quarter) !== businessDay(at)) return;
  const head = employeeOf(world, 'JN002', '王建国');
  const people = GROWTH.map(([number, growth]) => ({ id: world.idOf(`employee:${number}`), values: { growth } }));
  const targets = {
    branchId: world.idOf('branch'),
    quarter,
    branch: { growth: 105, aumGrowth: 4 },
    people,
    version: 0,
  };
  await setTargets(targets, { id: head.actorId, name: head.actorName }, head, at).catch((error: unknown) => {
    // A run that was cut short has set them.
    if (!(error instanceof AppError) || error.code !== 'version_conflict') throw error;
  });
}

/** Some of those whose tier rose have said who is to serve them; the others find the question. */
export async function answerRises(scene: Scene, at: Date): Promise<void> {
  const { crowd, world, memberOf } = scene;
  for (const member of crowd) {
    const dice = diceOf(`rise/${member.login}`);
    if (member.bound === null || !member.matching || !dice.in100(55)) continue;
    const memberId = await memberOf(member, at);
    const rise = await openRise(memberId, at);
    if (rise) await chooseService(memberId, dice.pick(rise.choices), world.requestIdOf(`rise/${member.login}`), at);
  }
}

/** One change of an origin manager waits for the second head. */
export async function askForOrigin({ world, crowd, memberOf }: Scene, at: Date): Promise<void> {
  const member = crowd.find(({ channel, bound, joined }) => channel === 'stall' && bound !== null && joined > 5);
  if (!member) return;
  const wish = {
    memberId: await memberOf(member, at),
    employeeId: world.idOf('employee:JN007'),
    reason: '这位客户是许志远走访商户时带来的，到市集后扫了摊位上的码。',
    requestId: world.requestIdOf('origin'),
  };
  await requestOrigin(wish, world.idOf('branch'), employeeOf(world, 'JN002', '王建国'), at).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}
