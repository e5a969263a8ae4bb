import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { setMe } from './account';
import { updateMe } from './members.api';

const MAX_LENGTH = 20;

/** Changes the own nickname. */
export function NicknameForm({ nickname, onDone }: { nickname: string | null; onDone: () => void }) {
  const [text, setText] = useState(nickname ?? '');
  const save = useMutation(
    (name: string) => updateMe({ body: { nickname: name } }),
    (me) => {
      setMe(me);
      onDone();
    },
  );
  return (
    <Form>
      <TextField
        id="nickname"
        label="昵称"
        hint="客户经理和工作人员会这样称呼您，最多 20 个字"
        value={text}
        onChange={setText}
        maxLength={MAX_LENGTH}
      />
      <ErrorNotice error={save.error} />
      <Button id="save-nickname" disabled={text.trim() === ''} busy={save.busy} onTap={() => save.submit(text.trim())}>
        保存
      </Button>
    </Form>
  );
}
