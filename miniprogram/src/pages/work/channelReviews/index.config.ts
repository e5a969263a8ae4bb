export default definePageConfig({ navigationBarTitleText: '绑定复核' });
