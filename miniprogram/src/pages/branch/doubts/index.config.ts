export default definePageConfig({ navigationBarTitleText: '待核对客户', enablePullDownRefresh: true });
