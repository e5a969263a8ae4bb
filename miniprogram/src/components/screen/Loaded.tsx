import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Query } from '../../lib/useQuery';
import { wordsFor } from '../../lib/words';
import { Notice } from '../display/Notice';
import { Failure } from './Failure';
import { Skeleton } from './Skeleton';

interface LoadedProps<T> {
  query: Pick<Query<T>, 'data' | 'error' | 'reload'>;
  children: (data: T) => ReactNode;
  /** How many blocks the skeleton has. */
  blocks?: number;
}

/** What was read, or the skeleton while it is read, or why it cannot be. A failed refresh keeps what is there. */
export function Loaded<T>({ query, children, blocks }: LoadedProps<T>) {
  const { data, error, reload } = query;
  if (data === undefined) return error ? <Failure error={error} onRetry={reload} /> : <Skeleton blocks={blocks} />;
  return (
    <>
      {error ? (
        <View>
          <Notice tone="amber" icon="offline" text={wordsFor(error)} action="重试" onAction={() => void reload()} />
        </View>
      ) : null}
      {children(data)}
    </>
  );
}
