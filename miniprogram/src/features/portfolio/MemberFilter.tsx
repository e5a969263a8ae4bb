import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Chips } from '../../components/form/Chips';
import { Icon } from '../../components/icon/Icon';
import { Sheet } from '../../components/overlay/Sheet';
import { pressable } from '../../lib/accessible';
import classes from './MemberFilter.module.scss';
import {
  choiceWords,
  EVERYBODY,
  type MemberChoice,
  ORDER_CHOICES,
  SEGMENT_CHOICES,
  STATE_CHOICES,
  TIER_CHOICES,
} from './memberQuery';

interface MemberFilterProps {
  choice: MemberChoice;
  onChange: (choice: MemberChoice) => void;
  /** False where the list has an order of its own. */
  ordered: boolean;
}

/** Which members are shown and in which order: said in a line, chosen in a sheet. */
export function MemberFilter({ choice, onChange, ordered }: MemberFilterProps) {
  const [open, setOpen] = useState(false);
  const words = choiceWords(choice);
  const title = ordered ? '筛选和排序' : '筛选';
  return (
    <View className={classes.line}>
      <View
        id="filter-members"
        className={classes.filter}
        {...pressable(() => setOpen(true), { label: `${title}，${words ?? '全部客户'}` })}
      >
        <Icon name="sliders" size={18} />
        <Text>{words ?? title}</Text>
      </View>
      {words ? (
        <View className={classes.filter} {...pressable(() => onChange(EVERYBODY), { label: '清除筛选' })}>
          <Icon name="close" size={18} />
          <Text>清除</Text>
        </View>
      ) : null}
      {open ? <Choices title={title} {...{ choice, onChange, ordered }} onClose={() => setOpen(false)} /> : null}
    </View>
  );
}

type ChoicesProps = MemberFilterProps & { title: string; onClose: () => void };

function Choices({ choice, onChange, ordered, title, onClose }: ChoicesProps) {
  const [draft, setDraft] = useState(choice);
  const put = (part: Partial<MemberChoice>) => setDraft((before) => ({ ...before, ...part }));
  const show = () => {
    onChange(draft);
    onClose();
  };
  const footer = (
    <Button id="show-members" onTap={show}>
      查看名单
    </Button>
  );
  return (
    <Sheet open title={title} onClose={onClose} footer={footer}>
      <Chips label="层级" options={TIER_CHOICES} value={draft.tier} onChange={(tier) => put({ tier })} />
      <Chips label="象限" options={SEGMENT_CHOICES} value={draft.segment} onChange={(segment) => put({ segment })} />
      <Chips label="要留意的" options={STATE_CHOICES} value={draft.state} onChange={(state) => put({ state })} />
      {ordered ? (
        <Chips label="排序" options={ORDER_CHOICES} value={draft.order} onChange={(order) => put({ order })} />
      ) : null}
    </Sheet>
  );
}
