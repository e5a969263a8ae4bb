export default definePageConfig({ navigationBarTitleText: '网点业绩' });
