import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Seal } from '../../components/display/Seal';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { dayOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listOwnBadges } from './cards.api';
import classes from './StampBoard.module.scss';

/** The member's badges as seals. */
export function OwnBadges({ onSeeCards }: { onSeeCards: () => void }) {
  const pages = usePages((cursor) => listOwnBadges({ query: { cursor, limit: 50 } }));
  const step = (
    <Button kind="ghost" onTap={onSeeCards}>
      看我的集章卡
    </Button>
  );
  return (
    <Loaded query={{ data: pages.items, error: pages.items ? null : pages.error, reload: pages.reload }}>
      {(badges) =>
        badges.length === 0 ? (
          <Empty icon="shield" title="还没有勋章" text="在活动里集满章就能得到勋章，会一直留在这里。" step={step} />
        ) : (
          <>
            <View className={classes.badges}>
              {badges.map((badge) => (
                <View key={badge.id} className={classes.badge}>
                  <Seal text={[...badge.name].slice(0, 2).join('')} size="big" angleKey={badge.id} label={badge.name} />
                  <Text className={classes.badgeName}>{badge.name}</Text>
                  <Text className={classes.badgeNote}>{badge.event.name}</Text>
                  <Text className={classes.badgeNote}>{dayOf(badge.earnedAt)}</Text>
                </View>
              ))}
            </View>
            {pages.hasMore ? (
              <Button kind="quiet" busy={pages.busy} onTap={pages.loadMore}>
                加载更多
              </Button>
            ) : null}
          </>
        )
      }
    </Loaded>
  );
}
