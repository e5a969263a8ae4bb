import { Text, View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { pressable } from '../../lib/accessible';
import type { Pages } from '../../lib/usePages';
import { wordsFor } from '../../lib/words';
import { Failure } from '../screen/Failure';
import { Skeleton } from '../screen/Skeleton';
import classes from './PagedList.module.scss';

interface PagedListProps<T> {
  pages: Pages<T>;
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
  /** What stands there when nothing is found. */
  empty: ReactNode;
  /** No word at the end, where other things follow below. */
  quietEnd?: boolean;
}

/** A list that loads the next page at its end. */
export function PagedList<T>({ pages, keyOf, children, empty, quietEnd }: PagedListProps<T>) {
  useReachBottom(() => void pages.loadMore());
  const { items, error } = pages;
  if (items === undefined) return error ? <Failure error={error} onRetry={pages.reload} /> : <Skeleton blocks={4} />;
  if (items.length === 0) return <>{empty}</>;
  return (
    <View className={classes.list}>
      {items.map((item) => (
        <View key={keyOf(item)}>{children(item)}</View>
      ))}
      {quietEnd && !pages.hasMore && !error ? null : <Foot pages={pages} />}
    </View>
  );
}

/** The end of the list: more, why there is no more, or that this was all. */
function Foot<T>({ pages }: { pages: Pages<T> }) {
  const { error, hasMore, busy } = pages;
  const more = () => void pages.loadMore();
  if (error) {
    return (
      <View className={classes.more} {...pressable(more)}>
        <Text>{`${wordsFor(error)}，点此重试`}</Text>
      </View>
    );
  }
  if (!hasMore) return <Text className={classes.end}>已全部显示</Text>;
  return (
    <View className={classes.more} {...pressable(busy ? undefined : more)}>
      <Text>{busy ? '正在加载…' : '加载更多'}</Text>
    </View>
  );
}
