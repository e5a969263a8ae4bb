import { givenUpEffects, retryGivenUp } from '../db/outbox';
import { phoneResealing, resealMembers } from '../members/resealing.service';
import { resealProspects } from '../prospects/resealing.service';
import type { Command } from './command';

/** Commands of the runbooks: a key that is changed, side effects that were given up. */
export const upkeepCommands: readonly Command[] = [
  {
    name: 'reseal',
    summary: '轮换密钥后，把手机号和 openid 改用 PHONE_KEYS 的第一个密钥',
    options: {},
    example: '',
    run: async ({ env }) => {
      const { accounts, members } = await resealMembers(env);
      const prospects = await resealProspects(phoneResealing(env));
      return [
        `已改用密钥 ${env.PHONE_KEYS[0]?.id}：账户 ${accounts}、会员 ${members}、潜客 ${prospects}`,
        '再运行一次；三个数都是 0 时，可以从 PHONE_KEYS 去掉旧密钥，并重启所有服务进程。',
      ];
    },
  },
  {
    name: 'list-given-up',
    summary: '列出重试多次后放弃的后台任务',
    options: {},
    example: '',
    run: async () => {
      const rows = await givenUpEffects();
      if (rows.length === 0) return ['没有放弃的任务。'];
      return rows.map(({ kind, count, since, lastError }) => `${kind}  ${count}  ${since.toISOString()}  ${lastError}`);
    },
  },
  {
    name: 'retry-given-up',
    summary: '原因排除后，重新执行放弃的后台任务',
    options: { kind: { sentence: '只重试一种（见 list-given-up）' } },
    example: '--kind message',
    run: async ({ options, now }) => [`已重新排队 ${await retryGivenUp(options.kind, now)} 个任务`],
  },
];
