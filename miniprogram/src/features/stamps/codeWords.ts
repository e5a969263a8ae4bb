/** Around the rotating code. */
export const CODE_WORDS = {
  hold: '请把屏幕朝向工作人员',
  label: '我的码',
  rotates: '每 30 秒自动更新，截图无效',
  /** Only where the people of the demo sign in: two tabs of one computer have no camera between them. */
  copy: '复制码的内容（演示用）',
  copied: '已复制，请粘贴到扫码的页面',
  left: (seconds: number) => `${seconds} 秒后更新`,
  offlineUntil: (clock: string) => `现在没有网络，码照常可用，到 ${clock}`,
} as const;
