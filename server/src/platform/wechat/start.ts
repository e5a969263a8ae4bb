import type { Env } from '../../config/env';
import type { Logger } from '../logger';
import { createWechatClient, type WechatClient } from './client';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from './simulator/account';
import { startWechatSimulator } from './simulator/simulator';

export interface RunningWechat {
  client: WechatClient;
  appid: string;
  stop: () => Promise<void>;
}

/** The client for the platform; without an appid the simulator is started and the same client talks to it. */
export async function startWechat(env: Env, logger: Logger, clock: { now: () => Date }): Promise<RunningWechat> {
  if (env.WECHAT_APPID !== undefined && env.WECHAT_SECRET !== undefined) {
    const client = createWechatClient({
      baseUrl: env.WECHAT_API_BASE,
      appid: env.WECHAT_APPID,
      secret: env.WECHAT_SECRET,
      envVersion: 'release',
      logger,
      now: clock.now,
    });
    return { client, appid: env.WECHAT_APPID, stop: () => client.close() };
  }
  if (env.production) throw new Error('the WeChat simulator never runs in production');
  const landingUrl = env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`;
  const simulator = await startWechatSimulator({ port: env.SIMULATOR_PORT, landingUrl });
  logger.info({ url: simulator.url }, 'WeChat simulator');
  const client = createWechatClient({
    baseUrl: simulator.url,
    appid: SIMULATOR_APPID,
    secret: SIMULATOR_SECRET,
    envVersion: 'develop',
    logger,
    now: clock.now,
  });
  return {
    client,
    appid: SIMULATOR_APPID,
    stop: async () => {
      await client.close();
      await simulator.stop();
    },
  };
}
