import { type ReactNode, useState } from 'react';
import { Dialog, type Question } from './Dialog';

interface Asked extends Question {
  work: () => unknown;
}

/** `ask(question, work)` runs the work after a yes; `dialog` goes into the page's overlay. */
export function useConfirm(): { ask: (question: Question, work: () => unknown) => void; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const agree = async () => {
    await asked?.work();
    close();
  };
  const dialog = asked ? <Dialog {...asked} open onYes={agree} onNo={close} /> : null;
  return { ask: (question, work) => setAsked({ ...question, work }), dialog };
}
