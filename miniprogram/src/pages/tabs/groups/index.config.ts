export default definePageConfig({ navigationBarTitleText: '邻章', enablePullDownRefresh: true });
