import type { MessageTemplate } from '@linzhang/shared/messages/messages.contract';
import { TEMPLATES_AT_ONCE, type Topic } from '@linzhang/shared/messages/messages.rules';
import Taro from '@tarojs/taro';
import { useEffect, useRef } from 'react';
import { newRequestId } from '../../lib/requestId';
import { acceptMessages, listMessageTemplates } from './messages.api';

type Answers = Readonly<Record<string, string | undefined>>;

/**
 * Gives what a tap calls to ask for WeChat messages of the given topics. WeChat allows the question only within a tap,
 * so the templates are read before; whoever says no is not asked by us, and nothing waits for the answer.
 */
export function useMessageAsk(topics: readonly Topic[], enabled: boolean): () => void {
  const templates = useRef<readonly MessageTemplate[]>([]);
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp' || !enabled) return;
    listMessageTemplates().then(
      ({ items }) => {
        templates.current = items;
      },
      // Without templates nobody is asked; the notice in the mini-program comes all the same.
      () => undefined,
    );
  }, [enabled]);
  return () => {
    const ids = templates.current.filter((each) => topics.includes(each.topic)).map((each) => each.id);
    if (ids.length > 0) void ask(ids.slice(0, TEMPLATES_AT_ONCE));
  };
}

async function ask(ids: string[]): Promise<void> {
  try {
    const answers = (await Taro.requestSubscribeMessage({ tmplIds: ids, entityIds: [] })) as unknown as Answers;
    const accepted = ids.filter((id) => answers[id] === 'accept');
    if (accepted.length > 0) await acceptMessages({ body: { accepted, requestId: newRequestId() } });
  } catch {
    // Switched off as a whole (20004), or the network is away: the notice in the mini-program comes all the same.
  }
}
