import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { TextField } from '../../components/form/TextField';
import { PagedList } from '../../components/list/PagedList';
import { Sheet } from '../../components/overlay/Sheet';
import { Empty } from '../../components/screen/Empty';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { usePages } from '../../lib/usePages';
import { ApprovalCard } from './ApprovalCard';
import { decideApproval, listApprovals, withdrawApproval } from './approvals.api';
import { TITLES } from './approvalWords';

type Answer = 'approve' | 'reject' | 'withdraw';

const QUESTIONS: Readonly<Record<Answer, { title: string; text: string; yes: string; done: string }>> = {
  approve: { title: '同意这项申请？', text: '同意后马上生效，不能撤回。', yes: '同意', done: '已同意' },
  reject: { title: '退回这项申请？', text: '写清原因，申请人改好后可以重新提出。', yes: '退回', done: '已退回' },
  withdraw: { title: '撤回这项申请？', text: '撤回后不再等待确认，以后可以重新提出。', yes: '撤回', done: '已撤回' },
};

const EMPTY_WORDS = {
  open: { title: '没有要确认的', text: '追加优惠、变动大的资产名单、改首维护人，都要第二个人同意，会出现在这里。' },
  closed: { title: '还没有处理过的', text: '同意、退回和撤回的申请会留在这里。' },
} as const;

interface ApprovalListProps {
  status: 'open' | 'closed';
  /** Changes when the list must be read again. */
  version: number;
  /** Shows what a request is about. */
  onOpen: (approval: Approval) => void;
  /** Something was decided or taken back here. */
  onDecided?: () => void;
}

/** What waits for a second person, or what became of it; the newest first. */
export function ApprovalList({ status, version, onOpen, onDecided }: ApprovalListProps) {
  const pages = usePages((cursor) => listApprovals({ query: { cursor, status } }), `${status}|${version}`);
  const [asked, setAsked] = useState<{ approval: Approval; answer: Answer } | null>(null);
  const done = () => {
    setAsked(null);
    onDecided?.();
    void pages.reload();
  };
  return (
    <>
      <PagedList quietEnd pages={pages} keyOf={({ id }) => id} empty={<Empty icon="check" {...EMPTY_WORDS[status]} />}>
        {(approval) => (
          <ApprovalCard
            approval={approval}
            onDecide={(approve) => setAsked({ approval, answer: approve ? 'approve' : 'reject' })}
            onOpen={() => onOpen(approval)}
            onWithdraw={() => setAsked({ approval, answer: 'withdraw' })}
          />
        )}
      </PagedList>
      {asked ? <Decision {...asked} onDone={done} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

interface DecisionProps {
  approval: Approval;
  answer: Answer;
  onDone: () => void;
  onClose: () => void;
}

function Decision({ approval, answer, onDone, onClose }: DecisionProps) {
  const [note, setNote] = useState('');
  const { title, text, yes, done } = QUESTIONS[answer];
  const params = { approvalId: approval.id };
  const send = useMutation(
    (typed: string, requestId) =>
      answer === 'withdraw'
        ? withdrawApproval({ params, body: { requestId } })
        : decideApproval({ params, body: { approve: answer === 'approve', note: typed, requestId } }),
    () => {
      toast(done);
      onDone();
    },
  );
  const footer = (
    <Button
      id="confirm-decision"
      kind={answer === 'approve' ? 'filled' : 'danger'}
      disabled={answer === 'reject' && note.trim().length < 2}
      busy={send.busy}
      onTap={() => send.submit(note.trim())}
    >
      {yes}
    </Button>
  );
  return (
    <Sheet open title={title} onClose={onClose} footer={footer}>
      <Text>{`${TITLES[approval.kind](approval.subject.name)}。${text}`}</Text>
      {answer === 'withdraw' ? null : (
        <TextField
          id="decision-note"
          label={answer === 'reject' ? '退回的原因' : '说明'}
          optional={answer === 'approve'}
          value={note}
          onChange={setNote}
          maxLength={100}
        />
      )}
      <ErrorNotice error={send.error} />
    </Sheet>
  );
}
