import type { Channel } from '@linzhang/shared/channels/channels.contract';
import { Canvas, Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Notice } from '../../components/display/Notice';
import { Loaded } from '../../components/screen/Loaded';
import { picture } from '../../lib/accessible';
import { toast, toastError } from '../../lib/feedback';
import { useQuery } from '../../lib/useQuery';
import { getCodeImage } from './channels.api';
import classes from './PosterView.module.scss';
import { type PosterSize, posterOf } from './poster';
import { keepPicture, POSTER_CANVAS_ID, paintPoster } from './posterCanvas';

/** The poster of a channel: seen as it is sent, kept in either size. */
export function PosterView({ channel }: { channel: Channel }) {
  const poster = posterOf(channel);
  const drawn = useQuery(async () => {
    const { mime, base64 } = await getCodeImage({ params: { channelId: channel.id } });
    const code = `data:${mime};base64,${base64}`;
    return { code, preview: await paintPoster(poster, code, 'send') };
  }, channel.id);
  return (
    <>
      <Loaded query={drawn} blocks={1}>
        {({ code, preview }) => (
          <>
            <Image
              className={classes.preview ?? ''}
              src={preview}
              mode="widthFix"
              {...picture(`海报：${poster.title}，${poster.manager}`)}
            />
            <Keeping
              name={channel.name}
              paint={(size) => (size === 'send' ? Promise.resolve(preview) : paintPoster(poster, code, size))}
            />
          </>
        )}
      </Loaded>
      {process.env.TARO_ENV === 'weapp' ? (
        <Canvas type="2d" id={POSTER_CANVAS_ID} canvasId={POSTER_CANVAS_ID} className={classes.board ?? ''} />
      ) : null}
    </>
  );
}

function Keeping({ name, paint }: { name: string; paint: (size: PosterSize) => Promise<string> }) {
  const [refused, setRefused] = useState(false);
  const keep = async (size: PosterSize, suffix: string) => {
    try {
      const kept = await keepPicture(await paint(size), `${name}-${suffix}.png`);
      setRefused(!kept);
      if (kept) toast(process.env.TARO_ENV === 'weapp' ? '已存到相册' : '已下载');
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <>
      {refused ? (
        <Notice
          text="没有相册权限，打开后再保存"
          action="去设置"
          onAction={() => void Taro.openSetting({ success: () => setRefused(false) })}
        />
      ) : null}
      <View className={classes.steps}>
        <Button id="keep-poster" icon="download" busyText="正在保存…" onTap={() => keep('print', 'A4')}>
          保存打印版（A4）
        </Button>
        <Button id="keep-poster-small" kind="ghost" busyText="正在保存…" onTap={() => keep('send', '750')}>
          保存转发版
        </Button>
      </View>
    </>
  );
}
