export default definePageConfig({ navigationBarTitleText: '今日盖章' });
