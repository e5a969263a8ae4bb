export default definePageConfig({ navigationBarTitleText: '加联系人' });
