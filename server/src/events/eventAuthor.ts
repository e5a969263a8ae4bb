import type { AuditActor } from '../audit/audit.service';
import type { TextCheck } from '../platform/wechat/shownTexts';

/** Who changes an event, and whom WeChat holds responsible for its texts. */
export interface EventAuthor {
  actor: AuditActor;
  texts: TextCheck;
}
