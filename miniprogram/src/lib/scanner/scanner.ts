import Taro from '@tarojs/taro';

/** What WeChat's own scanner ended with: the text, or why there is none. */
export type ScanOutcome = { text: string } | 'cancelled' | 'failed';

/** Opens WeChat's scanner over the page (weapp only). */
export async function scanInWechat(): Promise<ScanOutcome> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'], onlyFromCamera: true });
    return { text: result.trim() };
  } catch (error) {
    const said = String((error as { errMsg?: string }).errMsg ?? error);
    return said.includes('cancel') ? 'cancelled' : 'failed';
  }
}

/** Whether this browser lets a page use the camera: only where the page came by HTTPS or from the machine itself. */
export function mayUseCamera(): boolean {
  return typeof navigator !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function';
}
