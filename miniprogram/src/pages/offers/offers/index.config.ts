export default definePageConfig({ navigationBarTitleText: '优惠', enablePullDownRefresh: true });
