import { businessDay } from '@linzhang/shared/kernel/time';
import type { FollowUp, Lead } from '@linzhang/shared/leads/leads.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Chips } from '../../components/form/Chips';
import { DayField } from '../../components/form/DayField';
import { TextAreaField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { FeedbackFields } from './FeedbackFields';
import { LOST_OPTIONS, QUICK_NOTES, STATE_OPTIONS } from './feedbackWords';
import {
  draftOf,
  endsLead,
  type Feedback,
  type FollowUpDraft,
  feedbackOf,
  NEXT_OPTIONS,
  withState,
} from './followUpDraft';
import { followUpLead } from './leads.api';
import { nameOf } from './leadWords';

interface FollowUpSheetProps {
  lead: Lead;
  /** The last follow-up, where it was read: what was learned then stands there. */
  known?: FollowUp | null;
  onClose: () => void;
  onDone: (lead: Lead) => void;
}

/** Notes what was done: the outcome and a note at once, what was learned in a second step. */
export function FollowUpSheet({ lead, known = null, onClose, onDone }: FollowUpSheetProps) {
  const [draft, setDraft] = useState(() => draftOf(lead, known));
  const [learned, setLearned] = useState(false);
  const change = (part: Partial<FollowUpDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = useMutation(
    (feedback: Feedback, requestId) => followUpLead({ params: { leadId: lead.id }, body: { ...feedback, requestId } }),
    (changed) => {
      toast(endsLead(draft) ? '已记下，这条线索结束了' : '跟进已记下');
      onDone(changed);
    },
  );
  const feedback = feedbackOf(draft);
  const footer = (
    <>
      <Button id="feedback-step" kind="ghost" onTap={() => setLearned(!learned)}>
        {learned ? '上一步' : '补充了解到的'}
      </Button>
      <Button id="save-follow-up" disabled={!feedback} busy={save.busy} onTap={() => feedback && save.submit(feedback)}>
        {endsLead(draft) ? '结束线索' : '保存跟进'}
      </Button>
    </>
  );
  return (
    <Sheet open title={`跟进${nameOf(lead)}`} onClose={onClose} footer={footer}>
      {learned ? (
        <FeedbackFields draft={draft} onChange={change} />
      ) : (
        <OutcomeFields draft={draft} onChange={change} onState={(state) => setDraft((now) => withState(now, state))} />
      )}
      <ErrorNotice error={save.error} />
    </Sheet>
  );
}

interface OutcomeProps {
  draft: FollowUpDraft;
  onChange: (part: Partial<FollowUpDraft>) => void;
  onState: (state: FollowUpDraft['state']) => void;
}

function OutcomeFields({ draft, onChange, onState }: OutcomeProps) {
  const { state, note, lostReason } = draft;
  const quick = QUICK_NOTES[state].map((text) => ({ value: text, text }));
  return (
    <>
      <Chips label="结果" options={STATE_OPTIONS} value={state} onChange={onState} />
      {state === 'lost' ? (
        <Chips
          label="为什么没成"
          options={LOST_OPTIONS}
          value={lostReason}
          onChange={(reason) => onChange({ lostReason: reason })}
        />
      ) : null}
      <Chips label="怎么样了" options={quick} value={note} onChange={(text) => onChange({ note: text })} />
      <TextAreaField
        id="follow-up-note"
        label="记录"
        value={note}
        onChange={(text) => onChange({ note: text })}
        maxLength={500}
      />
      {endsLead(draft) ? null : <NextFields draft={draft} onChange={onChange} />}
    </>
  );
}

function NextFields({ draft, onChange }: Omit<OutcomeProps, 'onState'>) {
  return (
    <>
      <Chips label="下次联系" options={NEXT_OPTIONS} value={draft.next} onChange={(next) => onChange({ next })} />
      {draft.next === 'other' ? (
        <DayField
          id="next-day"
          label="哪一天"
          from={businessDay(new Date())}
          value={draft.day}
          onChange={(day) => onChange({ day })}
        />
      ) : null}
    </>
  );
}
