import { Text, View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { accessible } from '../../lib/accessible';
import type { CameraFault } from '../../lib/scanner/camera';
import { mayUseCamera } from '../../lib/scanner/scanner';
import { Notice } from '../display/Notice';
import classes from './CameraView.module.scss';

const HOST = 'scanner-camera';

const FAULT_WORDS: Readonly<Record<CameraFault, string>> = {
  refused: '浏览器没有允许使用相机。可以在地址栏旁的设置里允许，或在下面粘贴码的内容',
  missing: '没有找到可用的相机，请在下面粘贴码的内容',
};

/** Outside of any function: only so does the build of the mini-program see that it can leave the decoder out. */
const loadCamera = process.env.TARO_ENV === 'h5' ? () => import('../../lib/scanner/camera') : null;

type State = 'opening' | 'open' | CameraFault;

/** The camera's picture (h5); reads codes until it is taken away. Says so where there is no camera. */
export function CameraView({ onText }: { onText: (text: string) => void }) {
  const [state, setState] = useState<State>(mayUseCamera() ? 'opening' : 'missing');
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    if (process.env.TARO_ENV === 'weapp' || !mayUseCamera()) return undefined;
    return runCamera((text) => latest.current(text), setState);
  }, []);

  if (state === 'refused' || state === 'missing') return <Notice tone="sky" icon="info" text={FAULT_WORDS[state]} />;
  return (
    <View className={classes.frame} {...accessible({ role: 'img', label: '相机画面' })}>
      <View id={HOST} className={classes.picture} />
      <View className={classes.aim} />
      {state === 'opening' ? <Text className={classes.wait}>正在打开相机…</Text> : null}
    </View>
  );
}

/** Opens the camera; returns what ends it, also while it still opens. */
function runCamera(onText: (text: string) => void, tell: (state: State) => void): () => void {
  let ended = false;
  let close: () => void = () => undefined;
  const open = async () => {
    const camera = await loadCamera?.();
    const host = document.getElementById(HOST);
    if (ended || !camera || !host) return;
    try {
      close = await camera.openCamera(host, (text) => !ended && onText(text));
      if (ended) close();
      else tell('open');
    } catch (error) {
      if (!ended) tell(camera.faultOf(error));
    }
  };
  // A browser too old for the decoder cannot even load it.
  open().catch(() => tell('missing'));
  return () => {
    ended = true;
    close();
  };
}
