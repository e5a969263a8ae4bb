import { View } from '@tarojs/components';
import { type ReactNode, useRef, useState } from 'react';
import { toast } from '../../lib/feedback';
import { scanInWechat } from '../../lib/scanner/scanner';
import { Button } from '../action/Button';
import { Form } from '../form/Form';
import { TextField } from '../form/TextField';
import { Sheet } from '../overlay/Sheet';
import { CameraView } from './CameraView';

/** Longer texts are no code of ours. */
const MAX_TEXT = 400;

interface Scanner {
  /** Resolves with the text of a code, or null where the person went back. */
  scan: () => Promise<string | null>;
  /** Goes into the page's overlay; null in weapp, whose scanner lies over the page by itself. */
  sheet: ReactNode;
}

type Answer = (text: string | null) => void;

/** Reads a code: WeChat's scanner in weapp; in h5 a sheet with the camera, where there is one, and a field to paste into. */
export function useScanner(title: string): Scanner {
  const [open, setOpen] = useState(false);
  const waiting = useRef<Answer | null>(null);
  const answer: Answer = (text) => {
    setOpen(false);
    waiting.current?.(text);
    waiting.current = null;
  };
  const scanHere = () =>
    new Promise<string | null>((resolve) => {
      waiting.current?.(null);
      waiting.current = resolve;
      setOpen(true);
    });
  if (process.env.TARO_ENV === 'weapp') return { scan: scanThere, sheet: null };
  return { scan: scanHere, sheet: open ? <ScannerSheet title={title} onAnswer={answer} /> : null };
}

async function scanThere(): Promise<string | null> {
  const outcome = await scanInWechat();
  if (outcome === 'failed') toast('相机没有打开，请在微信设置里允许使用相机');
  return typeof outcome === 'string' ? null : outcome.text;
}

function ScannerSheet({ title, onAnswer }: { title: string; onAnswer: Answer }) {
  const [text, setText] = useState('');
  const typed = text.trim();
  const submit = () => {
    if (typed) onAnswer(typed);
  };
  return (
    <Sheet open title={title} onClose={() => onAnswer(null)}>
      <Form>
        <CameraView onText={(read) => onAnswer(read.trim())} />
        <View>
          <TextField
            id="scan-text"
            label="码的内容"
            hint="相机用不了时，把码的内容粘贴到这里"
            value={text}
            onChange={setText}
            maxLength={MAX_TEXT}
            onConfirm={submit}
          />
        </View>
        <Button id="use-scan-text" kind="ghost" disabled={!typed} onTap={submit}>
          使用这个码
        </Button>
      </Form>
    </Sheet>
  );
}
