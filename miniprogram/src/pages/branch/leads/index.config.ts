export default definePageConfig({ navigationBarTitleText: '网点线索', enablePullDownRefresh: true });
