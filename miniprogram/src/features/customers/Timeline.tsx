import type { MemberEngagement } from '@linzhang/shared/engagements/engagements.contract';
import { Text, View } from '@tarojs/components';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { usePages } from '../../lib/usePages';
import { listMemberEngagements } from './customers.api';
import classes from './Timeline.module.scss';
import { creditTag, deedOf, placeOf, whenOf } from './timelineWords';

/** The first doings of a customer, for the page's first screen. */
export function Doings({ rows }: { rows: readonly MemberEngagement[] }) {
  return (
    <View className={classes.list} {...accessible({ role: 'list' })}>
      {rows.map((row, index) => (
        <Doing key={row.id} row={row} last={index === rows.length - 1} />
      ))}
    </View>
  );
}

/** Everything a customer did, newest first. */
export function Timeline({ memberId }: { memberId: string }) {
  const pages = usePages(
    (cursor) => listMemberEngagements({ params: { memberId }, query: { cursor, limit: 20 } }),
    memberId,
  );
  const empty = (
    <Empty
      icon="clock"
      title="还没有动态"
      text="客户加入福利圈、集章、领券、到场，或名单显示新开产品后，会按时间记在这里。可以先邀请客户来活动。"
    />
  );
  return (
    <View className={classes.list}>
      <PagedList pages={pages} keyOf={(row) => row.id} empty={empty}>
        {(row) => <Doing row={row} last={!pages.hasMore && row.id === pages.items?.at(-1)?.id} />}
      </PagedList>
    </View>
  );
}

function Doing({ row, last }: { row: MemberEngagement; last: boolean }) {
  const place = placeOf(row);
  const credit = creditTag(row);
  return (
    <View
      className={classesOf(classes.row, row.reversed && classes.gone, last && classes.last)}
      {...accessible({ role: 'listitem' })}
    >
      <View className={classes.dot} />
      <Text className={classes.when}>{whenOf(row)}</Text>
      <Text className={classes.deed}>{deedOf(row)}</Text>
      {place ? <Text className={classes.place}>{place}</Text> : null}
      {credit ? <Tag text={credit.text} tone={credit.good ? 'jade' : 'plain'} /> : null}
    </View>
  );
}
