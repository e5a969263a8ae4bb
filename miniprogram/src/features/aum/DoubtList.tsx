import type { AumDoubt } from '@linzhang/shared/aum/aum.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { DownloadButton } from '../../components/file/DownloadButton';
import { PagedList } from '../../components/list/PagedList';
import { Sheet } from '../../components/overlay/Sheet';
import { Empty } from '../../components/screen/Empty';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { usePages } from '../../lib/usePages';
import { DoubtCard } from './DoubtCard';
import { questionOf } from './doubtWords';
import { decideAumDoubt, getAumDoubtFile, listAumDoubts } from './imports.api';

/** Customers of the lists of whom it is not plain which member they are: the head says so, once. */
export function DoubtList({ branchId, version }: { branchId: string; version: number }) {
  const pages = usePages((cursor) => listAumDoubts({ query: { branchId, cursor } }), `${branchId}|${version}`);
  const [asked, setAsked] = useState<{ doubt: AumDoubt; accept: boolean } | null>(null);
  const close = () => {
    setAsked(null);
    void pages.reload();
  };
  const empty = (
    <Empty
      icon="check"
      title="没有要核对的客户"
      text="名单里的客户按手机号对上会员。多个客户号用同一手机号，或对上的已另有其人时，会列在这里等您确认。"
    />
  );
  return (
    <>
      {pages.items?.length ? (
        <DownloadButton id="download-doubts" size="small" read={() => getAumDoubtFile({ query: { branchId } })}>
          下载这些客户
        </DownloadButton>
      ) : null}
      <PagedList quietEnd pages={pages} keyOf={({ accountId }) => accountId} empty={empty}>
        {(doubt) => <DoubtCard doubt={doubt} onDecide={(accept) => setAsked({ doubt, accept })} />}
      </PagedList>
      {asked ? <Decision {...asked} onClose={close} /> : null}
    </>
  );
}

interface DecisionProps {
  doubt: AumDoubt;
  accept: boolean;
  onClose: () => void;
}

function Decision({ doubt, accept, onClose }: DecisionProps) {
  const { title, text, yes } = questionOf(doubt, accept);
  const decide = useMutation(
    (memberId: string, requestId) =>
      decideAumDoubt({ params: { accountId: doubt.accountId }, body: { memberId, accept, requestId } }),
    ({ outcome }) => {
      toast(outcome === 'matched' ? '已对上' : '已记下，不再询问');
      onClose();
    },
  );
  const footer = (
    <Button
      id="confirm-doubt"
      kind={accept ? 'filled' : 'danger'}
      busy={decide.busy}
      onTap={() => decide.submit(doubt.member.id)}
    >
      {yes}
    </Button>
  );
  return (
    <Sheet open title={title} onClose={onClose} footer={footer}>
      <Text>{text}</Text>
      <ErrorNotice error={decide.error} />
    </Sheet>
  );
}
