import { Text, View } from '@tarojs/components';
import type { Uploading } from '../../lib/files/useUpload';
import { Button } from '../action/Button';
import { Card } from '../display/Card';
import { ErrorNotice } from '../display/ErrorNotice';
import { Progress } from '../display/Progress';
import classes from './UploadProgress.module.scss';

/** A size as people say it: `820 KB`, `3.4 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The file on its way, or why it did not get through; nothing where there is none. */
export function UploadProgress({ uploading }: { uploading: Uploading }) {
  const { file, share, busy, error, again, cancel } = uploading;
  if (!file) return null;
  return (
    <Card id="upload">
      <Text className={classes.name}>{`${file.name} · ${sizeOf(file.bytes)}`}</Text>
      {busy ? <Progress share={share} text={wordsOf(share)} /> : null}
      <ErrorNotice error={error} />
      <View className={classes.steps}>
        {error ? (
          <Button id="upload-again" size="small" onTap={again}>
            再传一次
          </Button>
        ) : null}
        <Button id="cancel-upload" size="small" kind="ghost" onTap={cancel}>
          {error ? '不传了' : '取消上传'}
        </Button>
      </View>
    </Card>
  );
}

function wordsOf(share: number): string {
  return share >= 1 ? '已传完，正在等回应' : `已上传 ${Math.floor(share * 100)}%`;
}
