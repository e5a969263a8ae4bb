import type { Conflict } from '@linzhang/shared/stamps/scans.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Tag } from '../../components/display/Tag';
import { TextField } from '../../components/form/TextField';
import { PagedList } from '../../components/list/PagedList';
import { Sheet } from '../../components/overlay/Sheet';
import { Empty } from '../../components/screen/Empty';
import { dayOf, momentOf } from '../../lib/dates';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { usePages } from '../../lib/usePages';
import classes from './ConflictList.module.scss';
import { decideConflict, listConflicts } from './conflicts.api';
import { CONFLICT_TAGS, CONFLICT_WORDS, placeLine } from './conflictWords';

const EMPTY_WORDS = {
  open: { title: '没有存疑的盖章', text: '离线时重复的码、短时间内过多的扫码会列在这里，等您裁定。' },
  accepted: { title: '还没有认可过的', text: '认可的存疑盖章会留在这里。' },
  rejected: { title: '没有未认可的', text: '没有认可的存疑盖章会留在这里。' },
} as const;

interface ConflictListProps {
  status: Conflict['status'];
  /** Changes when the list must be read again. */
  version: number;
  /** Something was decided here. */
  onDecided?: () => void;
}

/** Doubtful scans: the organizer or a head says whether they count. */
export function ConflictList({ status, version, onDecided }: ConflictListProps) {
  const pages = usePages((cursor) => listConflicts({ query: { cursor, status } }), `${status}|${version}`);
  const [asked, setAsked] = useState<{ conflict: Conflict; accept: boolean } | null>(null);
  const done = () => {
    setAsked(null);
    toast('已裁定');
    onDecided?.();
    void pages.reload();
  };
  return (
    <>
      <PagedList quietEnd pages={pages} keyOf={({ id }) => id} empty={<Empty icon="check" {...EMPTY_WORDS[status]} />}>
        {(conflict) => <ConflictCard conflict={conflict} onDecide={(accept) => setAsked({ conflict, accept })} />}
      </PagedList>
      {asked ? <Decision {...asked} onDone={done} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function ConflictCard({ conflict, onDecide }: { conflict: Conflict; onDecide: (accept: boolean) => void }) {
  const { id, kind, event, member, scan, other, status, decidedBy, decidedAt, note, can } = conflict;
  const words = CONFLICT_WORDS[kind];
  const places = [other, scan].flatMap((place) => (place ? [placeLine(place)] : []));
  return (
    <Card id={`conflict-${id}`}>
      <View className={classes.head}>
        <Text className={classes.title}>{words.title}</Text>
        <Tag {...CONFLICT_TAGS[status]} />
      </View>
      <Text className={classes.line}>{`${event.name} · ${dayOf(scan.at)} · ${member.name}（${member.number}）`}</Text>
      <Text className={classes.line}>{places.join(' · ')}</Text>
      {status === 'open' ? <Text className={classes.line}>{words.why}</Text> : null}
      {decidedBy && decidedAt ? (
        <Text className={classes.line}>{`${decidedBy} ${momentOf(decidedAt)}${note ? `：${note}` : ''}`}</Text>
      ) : null}
      {can.decide ? (
        <View className={classes.steps}>
          <Button size="small" onTap={() => onDecide(true)}>
            {words.accept}
          </Button>
          <Button size="small" kind="ghost" onTap={() => onDecide(false)}>
            {words.reject}
          </Button>
        </View>
      ) : null}
    </Card>
  );
}

interface DecisionProps {
  conflict: Conflict;
  accept: boolean;
  onDone: () => void;
  onClose: () => void;
}

function Decision({ conflict, accept, onDone, onClose }: DecisionProps) {
  const [note, setNote] = useState('');
  const words = CONFLICT_WORDS[conflict.kind];
  const verb = accept ? words.accept : words.reject;
  const decide = useMutation(
    (text: string, requestId) =>
      decideConflict({ params: { conflictId: conflict.id }, body: { accept, note: text, requestId } }),
    onDone,
  );
  const footer = (
    <Button
      id="confirm-conflict"
      kind={accept ? 'filled' : 'danger'}
      busy={decide.busy}
      onTap={() => decide.submit(note.trim())}
    >
      {verb}
    </Button>
  );
  return (
    <Sheet open title={`${words.title}：${verb}？`} onClose={onClose} footer={footer}>
      <Text>裁定后不能撤回，客户会收到结果。</Text>
      <TextField id="conflict-note" label="怎么核实的" optional value={note} onChange={setNote} maxLength={200} />
      <ErrorNotice error={decide.error} />
    </Sheet>
  );
}
