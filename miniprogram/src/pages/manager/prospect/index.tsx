import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { useConfirm } from '../../../components/overlay/useConfirm';
import { Loaded } from '../../../components/screen/Loaded';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ProspectDetail } from '../../../features/prospects/ProspectDetail';
import { getProspect } from '../../../features/prospects/prospects.api';
import { decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVersion } from '../../../lib/useVersion';
import { managerPages } from '../../../paths';

/** One prospect: what is known, and the lead by which somebody calls. */
export default function ProspectPage() {
  const id = decoded(useRouter().params['id']);
  const { version, refresh } = useVersion();
  const prospect = useQuery(() => getProspect({ params: { prospectId: id } }), `${id}|${version}`);
  const { ask, dialog } = useConfirm();
  return (
    <WorkScreen
      id="manager-prospect"
      needs="openWork"
      footer={prospect.data ? <ToLead prospect={prospect.data} /> : null}
      overlay={dialog}
      onRefresh={refresh}
    >
      {() => (
        <Loaded query={prospect}>
          {(data) => (
            <ProspectDetail
              prospect={data}
              ask={ask}
              onEdit={() => openPage(managerPages.prospectForm, { id })}
              onChange={prospect.setData}
            />
          )}
        </Loaded>
      )}
    </WorkScreen>
  );
}

function ToLead({ prospect: { leadId, leadHolder, can } }: { prospect: Prospect }) {
  if (!leadId || !can.openLead) return null;
  return (
    <Button id="open-lead" icon="phone" onTap={() => openPage(managerPages.lead, { id: leadId })}>
      {leadHolder ? '去跟进' : '去公海领取'}
    </Button>
  );
}
