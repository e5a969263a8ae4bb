import { useRouter } from '@tarojs/taro';
import { Notice } from '../../../components/display/Notice';
import { Loaded } from '../../../components/screen/Loaded';
import { GroupView } from '../../../features/groups/GroupView';
import { previewGroup } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** A group as a customer sees it right after joining. */
export default function GroupPreviewPage() {
  const id = decoded(useRouter().params['id']);
  const group = useQuery(() => previewGroup({ params: { groupId: id } }), id);
  return (
    <WorkScreen id="group-preview-page" needs="openWork">
      {() => (
        <Loaded query={group}>
          {(found) => (
            <>
              <Notice tone="sky" icon="info" text="这是客户加入后看到的样子。活动和优惠会显示在下面。" />
              <GroupView group={found} />
            </>
          )}
        </Loaded>
      )}
    </WorkScreen>
  );
}
