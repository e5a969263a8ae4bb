import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import { useEffect } from 'react';
import { Button } from '../../components/action/Button';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { wordsFor } from '../../lib/words';
import { takeLead } from './leads.api';

interface LeadFooterProps {
  lead: LeadDetail;
  onCall: () => void;
  onFollowUp: () => void;
  onAssign: () => void;
  onChange: () => void;
}

/** The next thing to do with a lead: take it, call, note what was said, or give it to somebody. */
export function LeadFooter({ lead, onCall, onFollowUp, onAssign, onChange }: LeadFooterProps) {
  const { can } = lead;
  if (can.followUp)
    return (
      <>
        <Button id="follow-up" kind={can.call ? 'ghost' : 'filled'} onTap={onFollowUp}>
          写跟进
        </Button>
        {can.call ? (
          <Button id="call" icon="phone" onTap={onCall}>
            拨打
          </Button>
        ) : null}
      </>
    );
  if (!can.take && !can.assign) return null;
  const takes = can.take && lead.restsUntil === null;
  return (
    <>
      {can.assign ? (
        <Button id="assign" kind={takes ? 'ghost' : 'filled'} icon="people" onTap={onAssign}>
          分配
        </Button>
      ) : null}
      {takes ? <Take lead={lead} onChange={onChange} /> : null}
    </>
  );
}

function Take({ lead, onChange }: Pick<LeadFooterProps, 'lead' | 'onChange'>) {
  const take = useMutation(
    (leadId: string, requestId) => takeLead({ params: { leadId }, body: { requestId } }),
    () => {
      toast('领到了，请尽快联系');
      onChange();
    },
  );
  const { error, clearError } = take;
  useEffect(() => {
    if (!error) return;
    toast(wordsFor(error));
    // Somebody else was faster: the page says whose it is now.
    if (error.code === 'lead_taken') onChange();
    clearError();
  }, [error, clearError, onChange]);
  return (
    <Button id="take" busy={take.busy} busyText="领取中…" onTap={() => take.submit(lead.id)}>
      领取
    </Button>
  );
}
