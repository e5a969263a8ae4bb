export default definePageConfig({ navigationBarTitleText: '归因报告', enablePullDownRefresh: true });
