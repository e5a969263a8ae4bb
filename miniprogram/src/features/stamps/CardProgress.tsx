import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { Text, View } from '@tarojs/components';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Seal } from '../../components/display/Seal';
import { Section } from '../../components/display/Section';
import { Icon } from '../../components/icon/Icon';
import { boothNote, nextLine, rewardName, rewardNote } from './cardWords';
import classes from './StampBoard.module.scss';

/** One line: what comes next. */
export function NextStamp({ card }: { card: StampCard }) {
  const { before, count, after } = nextLine(card);
  return (
    <View id="next-stamp" className={classes.next}>
      <Text>{before}</Text>
      {count === null ? null : <Text className={classes.number}>{String(count)}</Text>}
      <Text>{after}</Text>
    </View>
  );
}

/** Booths that the member has not been to, with where they stand. */
export function UnvisitedBooths({ booths }: Pick<StampCard, 'booths'>) {
  const open = booths.filter((booth) => booth.stampedAt === null);
  if (open.length === 0) return null;
  return (
    <Section title="还没逛到" count={String(open.length)}>
      <Card flush>
        {open.map((booth) => (
          <Row
            key={booth.id}
            lead={<Seal text={booth.sealText} size="small" earned={false} />}
            title={`${booth.name} · ${booth.number} 号`}
            note={boothNote(booth)}
          />
        ))}
      </Card>
    </Section>
  );
}

/** What the stamps earn, and what became of each reward. */
export function CardRewards({ card, onClaim }: { card: StampCard; onClaim: (claimId: string) => void }) {
  if (card.rewards.length === 0) return null;
  return (
    <Section title="奖励">
      <Card flush>
        {card.rewards.map((reward) => {
          const claimId = reward.prize?.claimId ?? null;
          return (
            <Row
              key={reward.id}
              id={`reward-${reward.id}`}
              icon={reward.prize ? 'gift' : 'shield'}
              title={`${reward.at} 章 · ${rewardName(reward)}`}
              note={rewardNote(reward, card.stampCount)}
              tail={reward.reached && claimId === null ? <Icon name="check" size={20} label="已达到" /> : null}
              onTap={claimId === null ? undefined : () => onClaim(claimId)}
            />
          );
        })}
      </Card>
    </Section>
  );
}
