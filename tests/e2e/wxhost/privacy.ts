import type { Callbacks, WxOptions } from './callbacks';

type Answer = { event: 'agree' | 'disagree' | 'exposureAuthorization'; buttonId?: string };
type Listener = (resolve: (answer: Answer) => void, info: { referrer: string }) => void;

/** WeChat's own privacy question (`__usePrivacyCheck__`): personal data is held back until the agree button was tapped. */
export class Privacy {
  agreed = false;
  private listener: Listener | null = null;
  private readonly tapped = new Set<string>();

  api(callbacks: Callbacks): Record<string, unknown> {
    return {
      onNeedPrivacyAuthorization: (listener: Listener) => {
        this.listener = listener;
      },
      getPrivacySetting: (options?: WxOptions) =>
        callbacks.succeed('getPrivacySetting', options, { needAuthorization: !this.agreed }),
      requirePrivacyAuthorize: (options?: WxOptions) => {
        void this.allow('requirePrivacyAuthorize').then((allowed) =>
          allowed
            ? callbacks.succeed('requirePrivacyAuthorize', options)
            : callbacks.refuse('requirePrivacyAuthorize', options, 'privacy permission is not authorized'),
        );
      },
    };
  }

  /** Notes a tap on a button of open-type agreePrivacyAuthorization. */
  tapAgree(buttonId: string): void {
    this.tapped.add(buttonId);
    this.agreed = true;
  }

  /** Asks the app where it has not agreed yet; true once it may go on. */
  async allow(referrer: string): Promise<boolean> {
    if (this.agreed || !this.listener) return this.agreed;
    const answer = await new Promise<Answer>((resolve) => this.listener?.(resolve, { referrer }));
    // WeChat believes an agreement only where the named button was really tapped.
    return answer.event === 'agree' && this.tapped.has(answer.buttonId ?? '');
  }
}
