import { startWechatSimulator } from '../../server/src/platform/wechat/simulator/simulator';

/** The WeChat simulator in a process of its own, as the platform is somewhere else. */
void startWechatSimulator().then(({ url }) => process.send?.({ listening: url }));
