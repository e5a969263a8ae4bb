import { Button } from '../../../components/action/Button';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ProspectList } from '../../../features/prospects/ProspectList';
import { openPage } from '../../../lib/navigation';
import { useVersion } from '../../../lib/useVersion';
import { managerPages } from '../../../paths';

/** 潜在客户: people and companies that are to become customers. */
export default function ProspectsPage() {
  const { version, refresh } = useVersion();
  const footer = (
    <>
      <Button id="import-prospects" kind="ghost" onTap={() => openPage(managerPages.prospectImport)}>
        批量导入
      </Button>
      <Button id="add-prospect" icon="plus" onTap={() => openPage(managerPages.prospectForm)}>
        登记潜客
      </Button>
    </>
  );
  return (
    <WorkScreen id="manager-prospects" needs="openWork" footer={footer} onRefresh={refresh}>
      {({ can }) => (
        <ProspectList
          heads={can.headBranch}
          version={version}
          onOpen={({ id }) => openPage(managerPages.prospect, { id })}
        />
      )}
    </WorkScreen>
  );
}
