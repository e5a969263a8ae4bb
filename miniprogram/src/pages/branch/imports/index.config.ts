export default definePageConfig({ navigationBarTitleText: '资产导入', enablePullDownRefresh: true });
