export default definePageConfig({ navigationBarTitleText: '关于邻章' });
