export default definePageConfig({ navigationBarTitleText: '邻章' });
