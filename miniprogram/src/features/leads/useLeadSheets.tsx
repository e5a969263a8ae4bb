import type { FollowUp, Lead } from '@linzhang/shared/leads/leads.contract';
import { type ReactNode, useState } from 'react';
import { CallSheet } from './CallSheet';
import { FollowUpSheet } from './FollowUpSheet';
import { ReleaseSheet } from './ReleaseSheet';

interface Open {
  sheet: 'call' | 'followUp' | 'release';
  lead: Lead;
  known: FollowUp | null;
}

export interface LeadSheets {
  /** `known` is the last follow-up, where it was read. */
  call: (lead: Lead, known?: FollowUp | null) => void;
  followUp: (lead: Lead, known?: FollowUp | null) => void;
  release: (lead: Lead) => void;
  /** Goes into the page. */
  sheet: ReactNode;
}

/** What is done with a lead, each in a sheet: call, then note it; or give it back. `onChange` follows a change. */
export function useLeadSheets(onChange: () => void, onReleased = onChange): LeadSheets {
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const done = (tell: () => void) => () => {
    close();
    tell();
  };
  const show =
    (sheet: Open['sheet']) =>
    (lead: Lead, known: FollowUp | null = null) =>
      setOpen({ sheet, lead, known });
  const followUp = show('followUp');
  const sheets: Readonly<Record<Open['sheet'], (shown: Open) => ReactNode>> = {
    // After a call there is something to note.
    call: ({ lead, known }) => <CallSheet lead={lead} onClose={close} onCalled={() => followUp(lead, known)} />,
    followUp: (shown) => <FollowUpSheet {...shown} onClose={close} onDone={done(onChange)} />,
    release: ({ lead }) => <ReleaseSheet lead={lead} onClose={close} onDone={done(onReleased)} />,
  };
  return { call: show('call'), followUp, release: show('release'), sheet: open ? sheets[open.sheet](open) : null };
}
