import { DELETION_WORD } from '@linzhang/shared/members/members.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Bullets } from '../../components/display/Bullets';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Result } from '../../components/display/Result';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { dayOf } from '../../lib/dates';
import { useMutation } from '../../lib/useMutation';
import { leave } from './account';
import { deleteOwnAccount } from './members.api';

const CONSEQUENCES = [
  '您的昵称、手机号和同意记录会被删除，所有设备退出登录。',
  '您名下的章、券和权益立即失效，不能恢复。',
  '活动和优惠的历史数字会保留，但不再与您有关联。',
  '微信和手机号的加密指纹保留 24 个月，只用来防止重复领取，到期删除。',
];

/** Deletes the own account, after the word was typed. */
export function DeletionForm() {
  const [word, setWord] = useState('');
  const [keptUntil, setKeptUntil] = useState<string | null>(null);
  const remove = useMutation(
    (confirm: typeof DELETION_WORD, requestId) => deleteOwnAccount({ body: { confirm, requestId } }),
    ({ hashesKeptUntil }) => setKeptUntil(hashesKeptUntil),
  );
  if (keptUntil) return <Deleted keptUntil={keptUntil} />;
  return (
    <Form>
      <Card tone="seal">
        <Bullets lines={CONSEQUENCES} />
      </Card>
      <TextField
        id="deletion-word"
        label={`请输入“${DELETION_WORD}”确认`}
        value={word}
        onChange={setWord}
        placeholder={DELETION_WORD}
        maxLength={10}
      />
      <ErrorNotice error={remove.error} />
      <Button
        id="delete-account"
        kind="danger"
        disabled={word.trim() !== DELETION_WORD}
        busy={remove.busy}
        onTap={() => remove.submit(DELETION_WORD)}
      >
        永久注销账号
      </Button>
    </Form>
  );
}

function Deleted({ keptUntil }: { keptUntil: string }) {
  return (
    <>
      <Result tone="jade" title="已注销" text={`加密指纹保留到 ${dayOf(keptUntil)}`} />
      <Button kind="ghost" onTap={leave}>
        完成
      </Button>
    </>
  );
}
