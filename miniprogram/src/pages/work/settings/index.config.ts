export default definePageConfig({ navigationBarTitleText: '网点设置' });
