export default definePageConfig({ navigationBarTitleText: '公海顺序' });
