import { type UnlistedReason, unlistedBecause } from '@linzhang/shared/customers/customers.rules';
import type { Me } from '@linzhang/shared/members/members.contract';
import type { TierChoice } from '@linzhang/shared/tiering/service.rules';
import type { MyStanding } from '@linzhang/shared/tiering/tiering.contract';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { ErrorNotice } from '../../../components/display/ErrorNotice';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { useAccount } from '../../../features/members/account';
import { callManager, MyManager } from '../../../features/standing/MyManager';
import { MyTier, TierLadder } from '../../../features/standing/MyTier';
import { UNLISTED_WORDS } from '../../../features/standing/myTierWords';
import { RiseChoice } from '../../../features/standing/RiseChoice';
import { chooseService, getMyStanding } from '../../../features/standing/standing.api';
import { toast } from '../../../lib/feedback';
import { openPage } from '../../../lib/navigation';
import { useMutation } from '../../../lib/useMutation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { memberPages } from '../../../paths';

/** 我的服务: the own tier and what it brings, what is missing for the next, who serves, and the choice after a rise. */
export default function TierPage() {
  const { data: me } = useAccount();
  const visits = useVisits();
  const [picked, setPicked] = useState<TierChoice | null>(null);
  const own = useQuery(
    async () => (me?.consented ? getMyStanding() : null),
    `${me?.id ?? ''}|${me?.consented ?? false}|${visits}`,
  );
  const choose = useMutation(
    (choice: TierChoice, requestId) => chooseService({ body: { choice, requestId } }),
    (answer) => {
      toast('好的，按您选的来');
      own.setData(answer);
    },
  );
  const step = own.data ? stepOf(own.data) : null;
  const settle = picked ? () => choose.submit(picked) : undefined;
  const footer = step ? <NextStep step={step} onSettle={settle} busy={choose.busy} /> : null;
  return (
    <AccountScreen id="tier-page" needs="consent" footer={footer} onRefresh={own.reload}>
      {(person) => (
        <Loaded query={own}>
          {(standing) =>
            standing ? (
              <>
                {standing.rise ? (
                  <RiseChoice
                    rise={standing.rise}
                    managerName={standing.manager?.name ?? null}
                    picked={picked}
                    onPick={setPicked}
                  />
                ) : null}
                <ErrorNotice error={choose.error} />
                <Standing me={person} standing={standing} quiet={step !== null} />
              </>
            ) : null
          }
        </Loaded>
      )}
    </AccountScreen>
  );
}

/** The page's one step: after a rise the choice comes first, else one may call. */
function stepOf({ rise, manager }: MyStanding): { text: string; call: string | null } | null {
  if (rise) return { text: '就这样定', call: null };
  return manager?.workPhone ? { text: `联系${manager.name}`, call: manager.workPhone } : null;
}

interface NextStepProps {
  step: NonNullable<ReturnType<typeof stepOf>>;
  /** Absent while nothing is chosen. */
  onSettle: (() => unknown) | undefined;
  busy: boolean;
}

function NextStep({ step: { text, call }, onSettle, busy }: NextStepProps) {
  if (call !== null) {
    return (
      <Button id="call-manager" icon="phone" onTap={() => callManager(call)}>
        {text}
      </Button>
    );
  }
  return (
    <Button id="settle-choice" disabled={!onSettle} busy={busy} onTap={onSettle}>
      {text}
    </Button>
  );
}

interface StandingProps {
  me: Me;
  standing: MyStanding;
  /** The page has its filled button already. */
  quiet: boolean;
}

function Standing({ me, standing: { standing, manager, supporters }, quiet }: StandingProps) {
  const because = unlistedBecause({
    phoneBound: me.phone !== null,
    matchingAgreed: me.consents.matching !== null,
    listed: standing !== null,
  });
  return (
    <>
      {standing ? <MyTier standing={standing} /> : null}
      {because ? <Unlisted because={because} quiet={quiet} /> : null}
      <MyManager manager={manager} supporters={supporters} />
      <TierLadder tier={standing?.tier ?? null} />
    </>
  );
}

function Unlisted({ because, quiet }: { because: UnlistedReason; quiet: boolean }) {
  const { title, text, step } = UNLISTED_WORDS[because];
  const page = because === 'no_phone' ? memberPages.phone : memberPages.privacy;
  const button = step ? (
    <Button id="listing-step" kind={quiet ? 'ghost' : 'filled'} onTap={() => openPage(page)}>
      {step}
    </Button>
  ) : null;
  return <Empty icon="person" title={title} text={text} step={button} />;
}
