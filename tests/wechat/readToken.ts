import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { AccessToken } from '../../server/src/platform/wechat/accessToken';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from '../../server/src/platform/wechat/simulator/account';
import { WechatTransport } from '../../server/src/platform/wechat/transport';

/** One process among several: reads the shared token when told to, twice at once, and sends what it got. */
async function main(): Promise<void> {
  await connect(process.env.MONGODB_URI ?? '');
  const transport = new WechatTransport(process.env.SIMULATOR_URL ?? '');
  const token = new AccessToken({
    appid: SIMULATOR_APPID,
    secret: SIMULATOR_SECRET,
    transport,
    now: () => new Date(),
  });
  process.send?.({ ready: true });
  process.on('message', (message: { rejected?: string }) => {
    const read = () => (message.rejected ? token.replace(message.rejected) : token.get());
    Promise.all([read(), read()]).then(
      (tokens) => process.send?.({ tokens }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.once('disconnect', () => void mongoose.disconnect().finally(() => process.exit(0)));
}

void main();
