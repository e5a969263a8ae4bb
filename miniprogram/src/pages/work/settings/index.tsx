import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import { useState } from 'react';
import { PickerField } from '../../../components/form/PickerField';
import { Loaded } from '../../../components/screen/Loaded';
import { listBranches } from '../../../features/branches/branches.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { SettingsForm } from '../../../features/settings/SettingsForm';
import { SettingsHistory } from '../../../features/settings/SettingsHistory';
import { getSettings } from '../../../features/settings/settings.api';
import { toast } from '../../../lib/feedback';
import { namedOptions } from '../../../lib/options';
import { useQuery } from '../../../lib/useQuery';

/** The business numbers of a branch, and who changed them. */
export default function SettingsPage() {
  return (
    <WorkScreen id="settings-page" needs="manageSettings">
      {(me) => <Branches ownBranchId={me.employee?.branch.id ?? ''} />}
    </WorkScreen>
  );
}

function Branches({ ownBranchId }: { ownBranchId: string }) {
  const branches = useQuery(listBranches);
  const [branchId, setBranchId] = useState(ownBranchId);
  return (
    <Loaded query={branches}>
      {({ items }) => (
        <>
          {items.length > 1 ? (
            <PickerField label="网点" options={namedOptions(items)} value={branchId} onChange={setBranchId} />
          ) : null}
          <OfBranch key={branchId} branchId={branchId} />
        </>
      )}
    </Loaded>
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
