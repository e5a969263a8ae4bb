import type { MemberSet } from '@linzhang/shared/portfolio/counts.rules';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { classesOf } from '../../lib/classes';
import { wanOf } from '../../lib/numbers';
import classes from './MemberRow.module.scss';
import { becauseWords, changeWords, placeWords } from './memberWords';
import { TIER_WORDS } from './standingWords';

interface MemberRowProps {
  member: PortfolioMember;
  /** The number behind which the member stands. */
  set: MemberSet | undefined;
  /** A branch's list names who serves each. */
  withOwner: boolean;
  onTap: () => void;
}

/** A member in a list: who, which tier, how much, and why the member is here. Whom the reader may not see any more opens nothing. */
export function MemberRow({ member, set, withOwner, onTap }: MemberRowProps) {
  const { memberId, name, end, told, can } = member;
  const tier = end ? TIER_WORDS[end.tier] : null;
  const change = changeWords(member);
  const because = becauseWords(member, set);
  const place = placeWords(member, withOwner);
  const held = end ? wanOf(end.aumFen) : '';
  return (
    <Card id={`member-${memberId}`} onTap={can.open ? onTap : undefined}>
      <View className={classes.line}>
        <View className={classes.who}>
          <Text className={classes.name}>{name}</Text>
          {told ? <Tag text={tier?.name ?? '未在名单'} tone={tier?.tone ?? 'plain'} /> : null}
          {end?.watch ? <Tag text="关注" tone="amber" icon="alert" /> : null}
          {end?.near ? <Tag text="临界" tone="jade" /> : null}
        </View>
        <Text className={classes.held}>{held}</Text>
      </View>
      <View className={classes.line}>
        <Text className={classes.note}>{[because, place].filter(Boolean).join(' · ')}</Text>
        {change ? (
          <Text className={classesOf(classes.change, change.startsWith('+') ? classes.up : classes.note)}>
            {change}
          </Text>
        ) : null}
      </View>
    </Card>
  );
}
