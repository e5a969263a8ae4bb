import type { ResponseBody } from '@linzhang/shared/kernel/contract';
import type { exportOwnData as ExportContract } from '@linzhang/shared/members/members.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Section } from '../../components/display/Section';
import { Sheet } from '../../components/overlay/Sheet';
import { momentOf } from '../../lib/dates';
import { copy } from '../../lib/feedback';
import { downloadBlob } from '../../lib/files/downloadBlob';
import { useMutation } from '../../lib/useMutation';
import { exportOwnData } from './members.api';
import classes from './OwnData.module.scss';

type Export = ResponseBody<typeof ExportContract>;

const FILE_NAME = 'linzhang-my-data.json';

/** Shows, copies or saves all that is stored of the member. */
export function OwnData() {
  const [data, setData] = useState<Export | null>(null);
  const ask = useMutation(() => exportOwnData(), setData);
  return (
    <Section title="我的数据">
      <Card>
        <Text className={classes.text}>您可以随时取得一份我们保存的、关于您的全部数据。</Text>
        <ErrorNotice error={ask.error} />
        <View className={classes.step}>
          <Button id="export-data" kind="ghost" icon="download" busy={ask.busy} onTap={() => ask.submit(undefined)}>
            导出我的数据
          </Button>
        </View>
      </Card>
      {data ? <ExportSheet data={data} onClose={() => setData(null)} /> : null}
    </Section>
  );
}

function ExportSheet({ data, onClose }: { data: Export; onClose: () => void }) {
  const text = JSON.stringify(data, null, 2);
  const footer = (
    <>
      <Button kind="ghost" icon="copy" onTap={() => copy(text)}>
        复制
      </Button>
      {process.env.TARO_ENV === 'h5' ? (
        <Button icon="download" onTap={() => downloadBlob(FILE_NAME, new Blob([text], { type: 'application/json' }))}>
          下载
        </Button>
      ) : null}
    </>
  );
  return (
    <Sheet open title={`我的数据 · ${momentOf(data.exportedAt)}`} onClose={onClose} footer={footer}>
      <View id="exported-data" className={classes.data}>
        <Text selectable userSelect className={classes.json}>
          {text}
        </Text>
      </View>
    </Sheet>
  );
}
