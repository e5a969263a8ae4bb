export default definePageConfig({ navigationBarTitleText: '员工激活' });
