export default definePageConfig({ navigationBarTitleText: '盖章', enablePullDownRefresh: true });
