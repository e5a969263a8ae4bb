export default definePageConfig({ navigationBarTitleText: '每一个章' });
