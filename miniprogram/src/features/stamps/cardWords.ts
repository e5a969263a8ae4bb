import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { serverNow } from '../../lib/serverTime';
import type { CardFace, CardFaceReward } from './StampBoard';

type Reward = StampCard['rewards'][number];

/** What the card asks for: `逛 8 个摊位，集满 5 章得勋章`. */
export function ruleLine({ booths, needed, rewards }: CardFace): string {
  const badge = rewards.some((reward) => reward.badge && reward.at === needed);
  return `逛 ${booths.length} 个摊位，集满 ${needed} 章${badge ? '得勋章' : '就完成'}`;
}

/** What a reward is called along the line: `勋章+礼品包`. */
export function rewardName({ name, badge }: CardFaceReward): string {
  return badge && !name.includes('勋章') ? `勋章·${name}` : name;
}

/** The card in one sentence, for a screen reader. */
export function cardSentence(card: CardFace): string {
  const rewards = card.rewards.map((reward) => `${reward.at} 章得${rewardName(reward)}`).join('，');
  return [`已集 ${card.stampCount} 章，共 ${card.booths.length} 个摊位`, rewards].filter(Boolean).join('。');
}

/** What is next: `再集 1 章，到银行摊位领取礼品`; the number stands apart, since it is drawn large. */
export interface NextLine {
  before: string;
  count: number | null;
  after: string;
}

/** What the member does next with a card. */
export function nextLine(card: StampCard): NextLine {
  const { toNextReward, stampCount, needed } = card;
  if (!card.event.open && new Date(card.event.endsAt) <= serverNow()) {
    return { before: '活动已结束，这张卡留作纪念', count: null, after: '' };
  }
  if (toNextReward !== null) {
    const reward = card.rewards.find(({ at }) => at === stampCount + toNextReward);
    const what = reward ? rewardName(reward) : '奖励';
    return {
      before: '再集 ',
      count: toNextReward,
      after: reward?.prize ? ` 章，到银行摊位领取${what}` : ` 章，得${what}`,
    };
  }
  if (stampCount < needed) return { before: '再集 ', count: needed - stampCount, after: ' 章，集章卡就完成了' };
  const left = card.booths.length - stampCount;
  if (left > 0) return { before: '集章卡已完成，还有 ', count: left, after: ' 个摊位可以逛' };
  return { before: '每个摊位都逛到了', count: null, after: '' };
}

const NO_PRIZE_WORDS: Readonly<Record<string, string>> = {
  sold_out: '礼品已发完',
  limit_reached: '这份礼品您已经领过',
  insider: '员工参加活动不发礼品',
  offer_ended: '礼品已停止发放',
};

/** What became of a reward, below its name. */
export function rewardNote({ reached, prize, at }: Reward, stampCount: number): string {
  if (!reached) return `再集 ${at - stampCount} 章`;
  if (prize === null) return '已得到';
  if (prize.state === 'granted') return '已放进券包，到银行摊位出示领取';
  if (prize.state === 'none') return NO_PRIZE_WORDS[prize.because ?? ''] ?? '礼品没有发放，可以问问银行摊位';
  return '正在放进券包，请稍等片刻';
}

/** Where a booth is and what one does there. */
export function boothNote({ spot, task }: Pick<StampCard['booths'][number], 'spot' | 'task'>): string {
  return [spot, task].filter(Boolean).join(' · ');
}

/** Said with a stamp that was just granted. */
export function grantedWords(card: StampCard): { title: string; text: string } {
  const title = `第 ${card.stampCount} 章`;
  const earned = card.rewards.find(({ at }) => at === card.stampCount);
  if (!earned) return { title, text: '' };
  return { title, text: earned.prize ? `得到${rewardName(earned)}，到银行摊位领取` : `得到${rewardName(earned)}` };
}
