import type { ChannelReview } from '@linzhang/shared/channels/channels.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Tag } from '../../components/display/Tag';
import { TextField } from '../../components/form/TextField';
import { PagedList } from '../../components/list/PagedList';
import { Sheet } from '../../components/overlay/Sheet';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { useMutation } from '../../lib/useMutation';
import { usePages } from '../../lib/usePages';
import { decideChannelReview, listChannelReviews } from './channels.api';
import classes from './ReviewList.module.scss';

const STATES = [
  { value: 'open', text: '待复核' },
  { value: 'accepted', text: '已认可' },
  { value: 'rejected', text: '不认可' },
] as const;
type State = (typeof STATES)[number]['value'];

const EMPTY: Readonly<Record<State, { title: string; text: string }>> = {
  open: {
    title: '没有要复核的',
    text: '一个渠道码一天绑定的手机号超过上限时，多出来的会列在这里，等您看过再算。',
  },
  accepted: { title: '还没有认可过', text: '认可的绑定和核实的说明会留在这里。' },
  rejected: { title: '没有不认可的', text: '不认可的绑定和说明会留在这里。' },
};

/** Bindings past the daily number of a channel: a head says whether they count. */
export function ReviewList() {
  const [state, setState] = useState<State>('open');
  const [asked, setAsked] = useState<{ review: ChannelReview; accept: boolean } | null>(null);
  const pages = usePages((cursor) => listChannelReviews({ query: { cursor, status: state } }), state);
  const done = () => {
    setAsked(null);
    void pages.reload();
  };
  const empty = <Empty icon="check" {...EMPTY[state]} />;
  return (
    <>
      <Tabs label="状态" options={STATES} value={state} onChange={setState} />
      <PagedList pages={pages} keyOf={(review) => review.id} empty={empty}>
        {(review) => <ReviewCard review={review} onDecide={(accept) => setAsked({ review, accept })} />}
      </PagedList>
      {asked ? <Decision {...asked} onDone={done} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function ReviewCard({ review, onDecide }: { review: ChannelReview; onDecide: (accept: boolean) => void }) {
  const { channel, employee, day, count, limit, bindings, decision } = review;
  const names = bindings.map(({ member }) => `${member.name} ${member.number}`).join('、');
  return (
    <Card>
      <Text className={classes.title}>{`${employee.name} · ${channel.name}`}</Text>
      <Text className={classes.line}>{`${day} 绑定超过 ${limit} 位，多出 ${count} 位`}</Text>
      <Text className={classes.line}>{bindings.length < count ? `${names} 等` : names}</Text>
      {decision ? (
        <View className={classes.decision}>
          <Tag
            text={review.status === 'accepted' ? '已认可' : '不认可'}
            tone={review.status === 'accepted' ? 'jade' : 'amber'}
          />
          <Text className={classes.line}>{`${decision.by} ${momentOf(decision.at)}：${decision.note}`}</Text>
        </View>
      ) : null}
      {review.can.decide ? (
        <View className={classes.steps}>
          <Button size="small" onTap={() => onDecide(true)}>
            认可
          </Button>
          <Button size="small" kind="ghost" onTap={() => onDecide(false)}>
            不认可
          </Button>
        </View>
      ) : null}
    </Card>
  );
}

interface DecisionProps {
  review: ChannelReview;
  accept: boolean;
  onDone: () => void;
  onClose: () => void;
}

function Decision({ review, accept, onDone, onClose }: DecisionProps) {
  const [note, setNote] = useState('');
  const decide = useMutation(
    (text: string, requestId) =>
      decideChannelReview({ params: { reviewId: review.id }, body: { accept, note: text, requestId } }),
    onDone,
  );
  const verb = accept ? '认可' : '不认可';
  const footer = (
    <Button
      kind={accept ? 'filled' : 'danger'}
      disabled={note.trim().length < 2}
      busy={decide.busy}
      onTap={() => decide.submit(note.trim())}
    >
      {verb}
    </Button>
  );
  const title = `${verb}这 ${review.count} 位？`;
  return (
    <Sheet open title={title} onClose={onClose} footer={footer}>
      <Text>{accept ? '认可后计入经理的业绩，不能撤回。' : '不认可的绑定不计业绩，客户不受影响，不能撤回。'}</Text>
      <TextField id="review-note" label="怎么核实的" value={note} onChange={setNote} maxLength={100} />
      <ErrorNotice error={decide.error} />
    </Sheet>
  );
}
