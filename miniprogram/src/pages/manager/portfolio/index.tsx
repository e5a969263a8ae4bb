import type { Me } from '@linzhang/shared/members/members.contract';
import { isBroughtSet } from '@linzhang/shared/portfolio/counts.rules';
import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { Button } from '../../../components/action/Button';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { MembersBehind, setIn } from '../../../features/portfolio/MembersBehind';
import { PortfolioMaps } from '../../../features/portfolio/PortfolioMaps';
import { quarterIn } from '../../../features/portfolio/quarters';
import { decoded, openPage, showTitle } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { managerPages, workPages } from '../../../paths';

/** 我的客户: where they stand, and who they are; opened for a number, the members behind it. */
export default function PortfolioPage() {
  return (
    <WorkScreen id="manager-portfolio" needs="serveCustomers">
      {(me) => <Portfolio me={me} />}
    </WorkScreen>
  );
}

const openMember = (id: string) => openPage(managerPages.member, { id });

function Portfolio({ me }: { me: Me }) {
  const { params } = useRouter();
  const visits = useVisits();
  const ownerId = decoded(params['ownerId']) || me.employee?.id || '';
  const name = ownerId === me.employee?.id ? '' : decoded(params['name']);
  useEffect(() => {
    if (name) showTitle(`${name}的客户`);
  }, [name]);
  const set = setIn(decoded(params['set']));
  if (set) {
    const quarter = quarterIn(decoded(params['quarter']));
    return (
      <MembersBehind
        about={{ ownerId, quarter }}
        set={set}
        withOwner={isBroughtSet(set)}
        version={visits}
        onOpen={openMember}
      />
    );
  }
  const step = me.can.manageChannels ? (
    <Button kind="ghost" icon="scan" onTap={() => openPage(workPages.channels)}>
      去做渠道码
    </Button>
  ) : null;
  return <PortfolioMaps ownerId={ownerId} version={visits} onOpen={openMember} step={step} />;
}
