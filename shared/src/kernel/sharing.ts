/** Words for passing something on to other people. */
const SHARING = '分享|转发|朋友圈|发圈|集赞|点赞|拉人|拉新|助力|邀请好友|砍价';
const REWARDING = '领|送|得|奖|抽|换|返|减|赠|免费|积分|红包';
const MENTIONS = new RegExp(SHARING);
/** Both within one clause: up to 12 letters without the end of a sentence between them. */
const TOGETHER = new RegExp(
  `(?:${SHARING})[^。；！？\\n]{0,12}(?:${REWARDING})|(?:${REWARDING})[^。；！？\\n]{0,12}(?:${SHARING})`,
);

/** True where a text speaks of sharing at all: what itself earns something must not. */
export function mentionsSharing(text: string): boolean {
  return MENTIONS.test(text);
}

/** True where a text promises something for sharing, which WeChat forbids: `转发朋友圈即可领取`. */
export function rewardsSharing(text: string): boolean {
  return TOGETHER.test(text);
}
