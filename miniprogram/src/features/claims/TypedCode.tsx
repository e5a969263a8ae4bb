import { isClaimCode } from '@linzhang/shared/claims/claims.rules';
import { tidyCode } from '@linzhang/shared/kernel/codes';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { Sheet } from '../../components/overlay/Sheet';

/** Characters of a claim code with room for blanks between them. */
const MAX_TYPED = 20;
const CODE_LENGTH = 12;

/** A claim code typed by hand, where the customer's code cannot be scanned. */
export function TypedCode({ onCode, onClose }: { onCode: (code: string) => unknown; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const code = tidyCode(typed);
  const complete = code.length >= CODE_LENGTH;
  const wrong = complete && !isClaimCode(code) ? '券码不对，请逐位核对' : null;
  const ready = complete && wrong === null;
  const submit = () => (ready ? onCode(code) : undefined);
  const footer = (
    <Button id="use-claim-code" disabled={!ready} onTap={submit}>
      查这张券
    </Button>
  );
  return (
    <Sheet open title="输入券码" onClose={onClose} footer={footer}>
      <Form>
        <TextField
          id="claim-code"
          label="券码"
          hint="券包里这张券下面的 12 位字母和数字"
          code
          value={typed}
          onChange={(text) => setTyped(text.toUpperCase())}
          maxLength={MAX_TYPED}
          onConfirm={submit}
          {...(wrong ? { error: wrong } : {})}
        />
      </Form>
    </Sheet>
  );
}
