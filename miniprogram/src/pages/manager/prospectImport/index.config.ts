export default definePageConfig({ navigationBarTitleText: '导入潜客' });
