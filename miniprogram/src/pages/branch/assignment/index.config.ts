export default definePageConfig({ navigationBarTitleText: '分配维护人' });
