export default definePageConfig({ navigationBarTitleText: '首维护人', enablePullDownRefresh: true });
