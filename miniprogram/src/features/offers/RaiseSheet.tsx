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

/** Asks the second person for more units or money. */
export function RaiseSheet({ offer, open, onClose, onDone }: RaiseSheetProps) {
  const [stock, setStock] = useState('');
  const [budget, setBudget] = useState('');
  const [reason, setReason] = useState('');
  const raise = useMutation(
    (body: { addStock: number; addBudgetFen: number; reason: string }, requestId) =>
      raiseOffer({ params: { offerId: offer.id }, body: { ...body, requestId } }),
    onDone,
  );
  const addStock = wholeOf(stock || '0', 0, 1_000_000);
  const addBudgetFen = parseYuan(budget || '0');
  const some = addStock !== null && addBudgetFen !== null && addStock + addBudgetFen > 0;
  const submit = () => (some ? raise.submit({ addStock, addBudgetFen, reason: reason.trim() }) : null);
  const footer = (
    <Button id="ask-raise" disabled={!some || reason.trim().length < 2} busy={raise.busy} onTap={submit}>
      提交确认
    </Button>
  );
  return (
    <Sheet open={open} title="追加份数或预算" footer={footer} onClose={onClose}>
      <Form>
        <TextField
          id="raise-stock"
          label="增加份数"
          optional
          keyboard="number"
          value={stock}
          onChange={setStock}
          maxLength={7}
        />
        <TextField
          id="raise-budget"
          label="增加预算（元）"
          optional
          keyboard="digit"
          value={budget}
          onChange={setBudget}
          maxLength={10}
        />
        <TextField
          id="raise-reason"
          label="原因"
          hint="另一位主任或管理员确认后生效"
          value={reason}
          onChange={setReason}
          maxLength={100}
        />
        <ErrorNotice error={raise.error} />
      </Form>
    </Sheet>
  );
}
