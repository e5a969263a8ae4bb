export default definePageConfig({ navigationBarTitleText: '登记潜客' });
