import type { Me } from '@linzhang/shared/members/members.contract';
import { useRouter } from '@tarojs/taro';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { stampCodesOf } from '../../../features/stamps/codeSources';
import { OwnCode } from '../../../features/stamps/OwnCode';
import { StampGranted } from '../../../features/stamps/StampGranted';
import { useLiveCard } from '../../../features/stamps/useLiveCard';
import { decoded, replacePage } from '../../../lib/navigation';
import { useBrightScreen } from '../../../lib/useBrightScreen';
import { eventPages } from '../../../paths';

/** The own rotating code, full screen; a stamp that is granted falls over it. */
export default function CodePage() {
  const id = decoded(useRouter().params['id']);
  useBrightScreen();
  return (
    <AccountScreen id="code-page" needs="consent">
      {(me) => <CodeOf id={id} me={me} />}
    </AccountScreen>
  );
}

function CodeOf({ id, me }: { id: string; me: Me }) {
  const { query, freshIds, seen } = useLiveCard(id);
  return (
    <>
      <OwnCode source={stampCodesOf(me.id, id)} name={me.nickname ?? '邻章会员'} number={me.number} />
      <StampGranted
        card={query.data}
        freshIds={freshIds}
        onClose={seen}
        onShowCard={() => replacePage(eventPages.card, { id })}
      />
    </>
  );
}
