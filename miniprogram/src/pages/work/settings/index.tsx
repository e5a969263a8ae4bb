import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import { Loaded } from '../../../components/screen/Loaded';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { SettingsForm } from '../../../features/settings/SettingsForm';
import { SettingsHistory } from '../../../features/settings/SettingsHistory';
import { getSettings } from '../../../features/settings/settings.api';
import { toast } from '../../../lib/feedback';
import { useQuery } from '../../../lib/useQuery';

/** The business numbers of a branch, and who changed them. */
export default function SettingsPage() {
  return (
    <WorkScreen id="settings-page" needs="manageSettings">
      {(me) => <BranchChoice me={me}>{(branchId) => <OfBranch key={branchId} branchId={branchId} />}</BranchChoice>}
    </WorkScreen>
  );
}

function OfBranch({ branchId }: { branchId: string }) {
  const settings = useQuery(() => getSettings({ params: { branchId } }), branchId);
  const done = (changed: BranchSettings) => {
    toast('已保存');
    settings.setData(changed);
  };
  return (
    <Loaded query={settings}>
      {(found) => (
        <>
          <SettingsForm key={found.version} branchId={branchId} settings={found} onDone={done} />
          <SettingsHistory history={found.history} />
        </>
      )}
    </Loaded>
  );
}
