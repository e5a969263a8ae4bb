export default definePageConfig({ navigationBarTitleText: '摊位' });
