import type { WechatClient } from './client';

/** Whom WeChat holds responsible for a text, and how it is asked. */
export interface TextCheck {
  openid: string;
  wechat: Pick<WechatClient, 'checkText'>;
}

/** A text that will be on show, and where it stands. */
export interface ShownText<W> {
  content: string;
  where: W;
}

/** The platform takes 2,500 characters at a time. */
const MOST_CHARACTERS = 2_500;
/** The platform's name for texts of an article or page. */
const SCENE = 3;

/**
 * Where the texts are that WeChat does not let pass. Many short ones are asked about together; only where that is
 * refused, one by one.
 */
export async function rejectedTexts<W>(texts: readonly ShownText<W>[], check: TextCheck): Promise<W[]> {
  const rejected: W[] = [];
  for (const batch of batches(texts.filter(({ content }) => content !== ''))) {
    if (await passes(batch.map(({ content }) => content).join('\n'), check)) continue;
    for (const { content, where } of batch) if (!(await passes(content, check))) rejected.push(where);
  }
  return rejected;
}

function batches<W>(texts: readonly ShownText<W>[]): ShownText<W>[][] {
  const all: ShownText<W>[][] = [];
  let room = 0;
  for (const text of texts) {
    const size = text.content.length + 1;
    if (size > room || all.length === 0) {
      all.push([]);
      room = MOST_CHARACTERS;
    }
    all.at(-1)?.push(text);
    room -= size;
  }
  return all;
}

async function passes(content: string, { openid, wechat }: TextCheck): Promise<boolean> {
  return (await wechat.checkText({ openid, scene: SCENE, content })) === 'pass';
}
