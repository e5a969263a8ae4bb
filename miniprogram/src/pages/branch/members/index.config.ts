export default definePageConfig({ navigationBarTitleText: '客户名单' });
