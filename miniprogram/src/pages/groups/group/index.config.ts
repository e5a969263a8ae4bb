export default definePageConfig({
  navigationBarTitleText: '福利圈',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
});
