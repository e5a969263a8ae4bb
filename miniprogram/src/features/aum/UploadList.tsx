import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import { MAX_FILE_BYTES } from '@linzhang/shared/aum/aum.rules';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { Prose } from '../../components/display/Prose';
import { DownloadButton } from '../../components/file/DownloadButton';
import { UploadProgress } from '../../components/file/UploadProgress';
import { Sheet } from '../../components/overlay/Sheet';
import { type PickedFile, pickFile } from '../../lib/files/pickFile';
import { useUpload } from '../../lib/files/useUpload';
import { getAumTemplate, uploadAumImport } from './imports.api';
import { FORMAT_HELP } from './importWords';
import { fileRefusal, LIST_KINDS, sentName } from './listFile';
import classes from './UploadList.module.scss';

interface UploadListProps {
  branchId: string;
  onDone: (file: AumImport) => void;
}

/** Sends a list of the bank's customers, with the template and how it is filled in beside it. */
export function UploadList({ branchId, onDone }: UploadListProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [helping, setHelping] = useState(false);
  const uploading = useUpload(
    (file, onProgress) => uploadAumImport({ query: { branchId, fileName: sentName(file.name) } }, file, onProgress),
    onDone,
  );
  const take = (file: PickedFile) => {
    const refused = fileRefusal(file, MAX_FILE_BYTES);
    setRefusal(refused);
    if (!refused) uploading.send(file);
  };
  return (
    <>
      <Card id="upload-list">
        <Text className={classes.lead}>
          上传银行系统导出的客户名单。先检查，没问题的行自动导入，有问题的行连同原因退给您。
        </Text>
        {refusal ? <Notice tone="seal" text={refusal} /> : null}
        <Button id="pick-list" disabled={uploading.busy} onTap={() => pickFile(LIST_KINDS, take)}>
          选择名单文件
        </Button>
        <View className={classes.steps}>
          <DownloadButton id="download-template" size="small" read={getAumTemplate}>
            下载模板
          </DownloadButton>
          <Button id="open-format" size="small" kind="quiet" icon="help" onTap={() => setHelping(true)}>
            怎么填
          </Button>
        </View>
      </Card>
      <UploadProgress uploading={uploading} />
      <Sheet open={helping} title="名单怎么填" onClose={() => setHelping(false)}>
        {FORMAT_HELP.map((part) => (
          <Prose key={part.heading} {...part} />
        ))}
      </Sheet>
    </>
  );
}
