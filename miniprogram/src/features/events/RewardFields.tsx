import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { Switch } from '../../components/form/Check';
import { Form } from '../../components/form/Form';
import { type Option, PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import type { RewardDraft } from './eventDraft';

interface RewardFieldsProps {
  rewards: readonly RewardDraft[];
  onChange: (rewards: RewardDraft[]) => void;
  prizes: readonly Option<string>[];
  /** Only the names may change once the event is published. */
  fixed: boolean;
}

const MOST_REWARDS = 10;
const NO_PRIZE = { value: '', text: '不占库存（现场小礼或荣誉）' };
const NEW_REWARD: RewardDraft = { id: null, at: '', name: '', badge: false, offerId: '' };

/** What a number of stamps earns, by rising number. */
export function RewardFields({ rewards, onChange, prizes, fixed }: RewardFieldsProps) {
  const change = (index: number, part: Partial<RewardDraft>) =>
    onChange(rewards.map((reward, at) => (at === index ? { ...reward, ...part } : reward)));
  const options = [NO_PRIZE, ...prizes];
  return (
    <Section title="奖励" count={String(rewards.length)}>
      {rewards.map((reward, index) => (
        <OneReward
          // biome-ignore lint/suspicious/noArrayIndexKey: a new reward has no id, and rows keep their order
          key={index}
          index={index}
          reward={reward}
          options={options}
          fixed={fixed}
          onChange={(part) => change(index, part)}
          onRemove={() => onChange(rewards.filter((_, at) => at !== index))}
        />
      ))}
      {fixed || rewards.length >= MOST_REWARDS ? null : (
        <Button id="add-reward" kind="ghost" icon="plus" onTap={() => onChange([...rewards, NEW_REWARD])}>
          添加奖励
        </Button>
      )}
    </Section>
  );
}

interface OneRewardProps {
  index: number;
  reward: RewardDraft;
  options: readonly Option<string>[];
  fixed: boolean;
  onChange: (part: Partial<RewardDraft>) => void;
  onRemove: () => void;
}

function OneReward({ index, reward, options, fixed, onChange, onRemove }: OneRewardProps) {
  return (
    <Card>
      <Form>
        <TextField
          id={`reward-at-${index}`}
          label="需要几个章"
          keyboard="number"
          value={reward.at}
          onChange={(at) => onChange({ at })}
          maxLength={2}
          disabled={fixed}
        />
        <TextField
          id={`reward-name-${index}`}
          label="奖励名称"
          value={reward.name}
          onChange={(name) => onChange({ name })}
          maxLength={20}
        />
        <PickerField
          id={`reward-prize-${index}`}
          label="发什么"
          hint="有库存的礼品要先建成“集章礼品”优惠"
          options={options}
          value={reward.offerId}
          onChange={(offerId) => onChange({ offerId })}
          disabled={fixed}
        />
        <Switch
          id={`reward-badge-${index}`}
          label="同时得勋章"
          checked={reward.badge}
          onChange={(badge) => onChange({ badge })}
          disabled={fixed}
        />
        {fixed ? null : (
          <Button kind="quiet" size="small" icon="close" onTap={onRemove}>
            删除这项奖励
          </Button>
        )}
      </Form>
    </Card>
  );
}
