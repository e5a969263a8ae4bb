import { Text, View } from '@tarojs/components';
import { Milestones } from '../../components/display/Milestones';
import { Seal } from '../../components/display/Seal';
import { cardSentence, rewardName, ruleLine } from './cardWords';
import classes from './StampBoard.module.scss';

/** A reward as the card draws it. */
export interface CardFaceReward {
  at: number;
  name: string;
  badge: boolean;
}

/** What the card draws; the card of somebody who has none yet is the same, without stamps. */
export interface CardFace {
  booths: readonly { id: string; name: string; sealText: string; stampedAt: string | null }[];
  rewards: readonly CardFaceReward[];
  stampCount: number;
  needed: number;
}

/** The stamp card: a seal for every booth visited, each at its own angle, and the line that leads to the rewards. */
export function StampBoard({ card, freshIds }: { card: CardFace; freshIds: readonly string[] }) {
  return (
    <View id="stamp-board" className={classes.board}>
      <View className={classes.head}>
        <View className={classes.words}>
          <Text className={classes.title}>集章卡</Text>
          <Text className={classes.rule}>{ruleLine(card)}</Text>
        </View>
        <View className={classes.count}>
          <Text className={classes.collected}>{String(card.stampCount)}</Text>
          <Text>{`/${card.booths.length}`}</Text>
        </View>
      </View>
      <View className={classes.seals}>
        {card.booths.map((booth) => (
          <View key={booth.id} className={classes.place}>
            <Seal
              text={booth.sealText}
              angleKey={booth.id}
              earned={booth.stampedAt !== null}
              fresh={freshIds.includes(booth.id)}
              label={`${booth.name}，${booth.stampedAt === null ? '还没盖章' : '已盖章'}`}
            />
          </View>
        ))}
      </View>
      {card.rewards.length > 0 ? (
        <Milestones
          stops={card.rewards.map((reward) => ({ at: reward.at, name: rewardName(reward) }))}
          value={card.stampCount}
          total={card.booths.length}
          label={cardSentence(card)}
        />
      ) : null}
    </View>
  );
}
