import type { SessionRow } from '@linzhang/shared/members/members.contract';
import { View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Tag } from '../../components/display/Tag';
import { useConfirm } from '../../components/overlay/useConfirm';
import { Loaded } from '../../components/screen/Loaded';
import { momentOf } from '../../lib/dates';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { useQuery } from '../../lib/useQuery';
import { listSessions, revokeSession } from './members.api';

const PLATFORMS = { weapp: '微信小程序', h5: '浏览器' } as const;

/** Devices on which the account is signed in; each but this one can be signed out. */
export function DeviceList() {
  const devices = useQuery(listSessions);
  const { ask, dialog } = useConfirm();
  const revoke = useMutation(
    (row: SessionRow) => revokeSession({ params: { sessionId: row.id } }),
    () => {
      toast('已退出那台设备');
      void devices.reload();
    },
  );
  const confirm = (row: SessionRow) =>
    ask({ title: '退出这台设备？', text: `${nameOf(row)} 将需要重新登录。`, yes: '退出登录', danger: true }, () =>
      revoke.submit(row),
    );
  return (
    <Loaded query={devices}>
      {({ items }) => (
        <View>
          <ErrorNotice error={revoke.error} />
          <Card flush>
            {items.map((row) => (
              <DeviceRow key={row.id} row={row} onSignOut={() => confirm(row)} />
            ))}
          </Card>
          {dialog}
        </View>
      )}
    </Loaded>
  );
}

function DeviceRow({ row, onSignOut }: { row: SessionRow; onSignOut: () => void }) {
  const tail = row.current ? (
    <Tag tone="jade" icon="check" text="本机" />
  ) : (
    <View>
      <Button kind="ghost" size="small" onTap={onSignOut}>
        退出
      </Button>
    </View>
  );
  return (
    <Row
      icon={row.platform === 'weapp' ? 'device' : 'computer'}
      title={nameOf(row)}
      note={`最近使用 ${momentOf(row.lastSeenAt)}`}
      tail={tail}
    />
  );
}

function nameOf(row: SessionRow): string {
  return [PLATFORMS[row.platform], row.model].filter(Boolean).join(' · ');
}
