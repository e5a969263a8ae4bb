import type { Topic } from '@linzhang/shared/messages/messages.rules';
import type { Env } from '../config/env';

/** A template of the account at WeChat, and which of its fields say what. */
export interface Template {
  topic: Topic;
  id: string;
  fields: { title: string; text: string; time: string };
}

const SIMULATOR_FIELDS = { title: 'thing1', text: 'thing2', time: 'time3' };

/** The simulator takes any template; a first run has one of each topic. */
const SIMULATOR_TEMPLATES: readonly Template[] = [
  { topic: 'event', id: 'simulator-event', fields: SIMULATOR_FIELDS },
  { topic: 'offer', id: 'simulator-offer', fields: SIMULATOR_FIELDS },
  { topic: 'account', id: 'simulator-account', fields: SIMULATOR_FIELDS },
  { topic: 'work', id: 'simulator-work', fields: SIMULATOR_FIELDS },
];

/** The templates in use: those of WECHAT_TEMPLATES, the simulator's where it stands in, otherwise none. */
export function templatesOf(env: Pick<Env, 'WECHAT_TEMPLATES' | 'simulator'>): readonly Template[] {
  return env.WECHAT_TEMPLATES ?? (env.simulator ? SIMULATOR_TEMPLATES : []);
}
