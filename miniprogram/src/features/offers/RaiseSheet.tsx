import { parseYuan } from '@linzhang/shared/kernel/money';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';
import { useMutation } from '../../lib/useMutation';
import { wholeOf } from './offerDraft';
import { raiseOffer } from './workOffers.api';

interface RaiseSheetProps {
  offer: WorkOffer;
  open: boolean;
  onClose: () => void;
  onDone: (offer: WorkOffer) => void;
}

/** As it is typed; the money in yuan. */
interface RaiseDraft {
  stock: string;
  budget: string;
  reason: string;
}

interface RaiseWish {
  addStock: number;
  addBudgetFen: number;
  reason: string;
}

/** Asks the second person for more units or money. */
export function RaiseSheet({ offer, open, onClose, onDone }: RaiseSheetProps) {
  const [draft, setDraft] = useState<RaiseDraft>({ stock: '', budget: '', reason: '' });
  const raise = useMutation(
    (asked: RaiseWish, requestId) => raiseOffer({ params: { offerId: offer.id }, body: { ...asked, requestId } }),
    onDone,
  );
  const wish = wishOf(draft);
  const footer = (
    <Button id="ask-raise" disabled={!wish} busy={raise.busy} onTap={() => wish && raise.submit(wish)}>
      提交确认
    </Button>
  );
  return (
    <Sheet open={open} title="追加份数或预算" footer={footer} onClose={onClose}>
      <Form>
        <RaiseFields draft={draft} change={(part) => setDraft((before) => ({ ...before, ...part }))} />
        <ErrorNotice error={raise.error} />
      </Form>
    </Sheet>
  );
}

interface RaiseFieldsProps {
  draft: RaiseDraft;
  change: (part: Partial<RaiseDraft>) => void;
}

function RaiseFields({ draft, change }: RaiseFieldsProps) {
  return (
    <>
      <TextField
        id="raise-stock"
        label="增加份数"
        optional
        keyboard="number"
        value={draft.stock}
        onChange={(stock) => change({ stock })}
        maxLength={7}
      />
      <TextField
        id="raise-budget"
        label="增加预算（元）"
        optional
        keyboard="digit"
        value={draft.budget}
        onChange={(budget) => change({ budget })}
        maxLength={10}
      />
      <TextField
        id="raise-reason"
        label="原因"
        hint="另一位主任或管理员确认后生效"
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        maxLength={100}
      />
    </>
  );
}

/** What is asked for; null while nothing is, or no reason is given. */
function wishOf({ stock, budget, reason }: RaiseDraft): RaiseWish | null {
  const [addStock, addBudgetFen] = [wholeOf(stock || '0', 0, 1_000_000), parseYuan(budget || '0')];
  if (addStock === null || addBudgetFen === null || addStock + addBudgetFen === 0) return null;
  return reason.trim().length < 2 ? null : { addStock, addBudgetFen, reason: reason.trim() };
}
