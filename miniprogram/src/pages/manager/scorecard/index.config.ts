export default definePageConfig({ navigationBarTitleText: '一人一表' });
