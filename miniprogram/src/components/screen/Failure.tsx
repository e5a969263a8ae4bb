import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import type { ApiError } from '../../lib/apiError';
import { showSignIn } from '../../lib/session';
import { wordsFor } from '../../lib/words';
import { Button } from '../action/Button';
import { Icon } from '../icon/Icon';
import { Empty } from './Empty';
import classes from './Empty.module.scss';

interface FailureProps {
  error: ApiError;
  onRetry: () => Promise<unknown>;
}

/** The server does not tell what is gone from what somebody else’s is. */
const NOWHERE = '可能已被删除，或者只有相关的人能看。请返回上一页再看看。';

/** A page that could not be read: what happened, and the way on. */
export function Failure({ error, onRetry }: FailureProps) {
  if (error.code === 'signed_out') {
    const step = <Button onTap={showSignIn}>去登录</Button>;
    return <Empty icon="person" title="请先登录" text="登录后就能看到这里的内容。" step={step} />;
  }
  // An address of which the server can make nothing is as good as one of what is gone.
  const nowhere = error.code === 'not_found' || error.code === 'invalid_request';
  return (
    <View className={classes.empty} {...accessible({ role: 'alert' })}>
      <View className={classes.alert}>
        <Icon name={error.code === 'offline' ? 'offline' : 'alert'} size={40} />
      </View>
      <Text className={classes.title}>{nowhere ? '没有找到这项内容' : '没有打开成功'}</Text>
      <Text className={classes.text}>{nowhere ? NOWHERE : wordsFor(error)}</Text>
      <View className={classes.step}>
        <Button onTap={onRetry}>重试</Button>
      </View>
      {error.code === 'internal' && error.traceId ? (
        <Text className={classes.trace} selectable userSelect>{`编号 ${error.traceId.slice(0, 8)}`}</Text>
      ) : null}
    </View>
  );
}
