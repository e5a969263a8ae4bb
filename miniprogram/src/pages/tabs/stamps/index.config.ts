export default definePageConfig({ navigationBarTitleText: '集章', enablePullDownRefresh: true });
