import { Notice } from '../../components/display/Notice';
import { clockOf } from '../../lib/dates';
import { useOnline } from '../../lib/network';
import type { PreparedShift } from './preparedShifts';

interface QueueBannerProps {
  prepared: PreparedShift | null;
  /** Scans of the employee that wait on this phone, of every booth. */
  waiting: number;
  onOpenQueue: () => void;
}

/** Over the scanner while there is no network or something waits for it. */
export function QueueBanner({ prepared, waiting, onOpenQueue }: QueueBannerProps) {
  const online = useOnline();
  const queue = waiting > 0 ? `${waiting} 条待传` : null;
  const until = prepared ? `离线准备到 ${clockOf(prepared.shift.until)}` : '没有做离线准备，扫码不会记下';
  const words = online ? [`${waiting} 条离线记录待上传`] : ['没有网络', queue, until];
  const action = waiting > 0 ? { action: '查看', onAction: onOpenQueue } : {};
  return <Notice icon={online ? 'clock' : 'offline'} text={words.filter(Boolean).join(' · ')} {...action} />;
}

/** Over the other working pages while there is no network. */
export function OfflineNotice() {
  return <Notice icon="offline" text="没有网络，离线准备过的摊位可以照常扫码盖章" />;
}
