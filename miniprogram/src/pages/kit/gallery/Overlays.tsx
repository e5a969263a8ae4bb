import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Section } from '../../../components/display/Section';
import { Sheet } from '../../../components/overlay/Sheet';
import { useConfirm } from '../../../components/overlay/useConfirm';
import { copy, toast } from '../../../lib/feedback';

/** What comes over the page. */
export function Overlays() {
  const [open, setOpen] = useState(false);
  const { ask, dialog } = useConfirm();
  const question = { title: '撤销激活码？', text: '已发出的激活码将立即失效。', yes: '撤销', danger: true };
  return (
    <Section title="弹出">
      <Button kind="ghost" onTap={() => setOpen(true)}>
        底部面板
      </Button>
      <Button kind="ghost" onTap={() => ask(question, () => toast('已撤销'))}>
        确认框
      </Button>
      <Button kind="ghost" onTap={() => toast('已保存')}>
        轻提示
      </Button>
      <Button kind="ghost" icon="copy" onTap={() => copy('邻章')}>
        复制
      </Button>
      <Sheet
        open={open}
        title="底部面板"
        onClose={() => setOpen(false)}
        footer={<Button onTap={() => setOpen(false)}>知道了</Button>}
      >
        <Text>面板里的内容，点外面也可以关闭。</Text>
      </Sheet>
      {dialog}
    </Section>
  );
}
