import { Text } from '@tarojs/components';
import { Button } from '../action/Button';
import { Sheet } from './Sheet';

export interface Question {
  title: string;
  text: string;
  /** A verb: 停用, 撤销. */
  yes: string;
  no?: string;
  danger?: boolean;
}

interface DialogProps extends Question {
  open: boolean;
  onYes: () => unknown;
  onNo: () => void;
}

/** Asks before something that cannot be taken back. */
export function Dialog({ open, title, text, yes, no = '取消', danger, onYes, onNo }: DialogProps) {
  const footer = (
    <>
      <Button id="dialog-no" kind="ghost" onTap={onNo}>
        {no}
      </Button>
      <Button id="dialog-yes" kind={danger ? 'danger' : 'filled'} onTap={onYes}>
        {yes}
      </Button>
    </>
  );
  return (
    <Sheet open={open} title={title} centred footer={footer}>
      <Text>{text}</Text>
    </Sheet>
  );
}
