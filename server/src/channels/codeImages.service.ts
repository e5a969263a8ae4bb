import { ARRIVAL_PAGE, CODE_IMAGE_WIDTH } from '@linzhang/shared/channels/channels.rules';
import type { WechatClient } from '../platform/wechat/client';
import type { ChannelRecord } from './channel.model';
import { CodeImage } from './codeImage.model';

export interface CodeImageAnswer {
  mime: 'image/png' | 'image/jpeg';
  base64: string;
}

/** The mini-program code of a channel: drawn by the platform once, then kept (it allows 5,000 a minute for everybody). */
export async function codeImageOf(channel: ChannelRecord, wechat: WechatClient, now: Date): Promise<CodeImageAnswer> {
  const kept = await CodeImage.findOne({ _id: channel._id, page: ARRIVAL_PAGE });
  if (kept) return { mime: kept.mime, base64: kept.image.toString('base64') };
  const image = await wechat.codeImage({ scene: channel.code, page: ARRIVAL_PAGE, width: CODE_IMAGE_WIDTH });
  const mime = mimeOf(image);
  await CodeImage.updateOne(
    { _id: channel._id },
    { $set: { page: ARRIVAL_PAGE, mime, image, at: now } },
    { upsert: true },
  );
  return { mime, base64: image.toString('base64') };
}

const PNG_BEGINS = 0x89;

function mimeOf(image: Buffer): CodeImageAnswer['mime'] {
  return image[0] === PNG_BEGINS ? 'image/png' : 'image/jpeg';
}
