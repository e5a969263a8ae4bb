import { Result } from '../../components/display/Result';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { signal } from '../../lib/signal';
import { type Mutation, useMutation } from '../../lib/useMutation';
import { wordsFor } from '../../lib/words';
import { memberWords } from './scanWords';
import { addContact } from './stamps.api';

type Added = Awaited<ReturnType<typeof addContact>>;
type Adding = Mutation<string, Added>;

/** Adds customers as contacts at the bank's booth, one after another; `added` is the last one. */
export function useContactDesk(boothId: string, onAdded: (added: Added) => void): Adding {
  return useMutation(
    (code: string, requestId) => addContact({ body: { code, boothId, requestId } }),
    (added) => {
      signal(added.again ? 'bad' : 'good');
      onAdded(added);
    },
  );
}

/** What became of the last one. */
export function ContactDesk({ adding, last }: { adding: Adding; last: Added | null }) {
  const { error } = adding;
  if (error)
    return (
      <Result
        tone={error.code === 'offline' ? 'ink' : 'seal'}
        icon={error.code === 'offline' ? 'offline' : 'alert'}
        title="没有登记"
        text={wordsFor(error)}
      />
    );
  if (!last)
    return (
      <Empty
        icon="people"
        title="登记新联系人"
        text="客户加了您的联系方式后，扫客户的集章码登记一次。登记后会出现在您的客户跟进里。"
      />
    );
  const who = memberWords(last.member);
  if (last.again) return <Result tone="sky" title="之前加过" text={`${who} · ${momentOf(last.addedAt)} 登记过`} />;
  return <Result tone="jade" title="已登记" text={`${who}`} />;
}
