export default definePageConfig({ navigationBarTitleText: '离职移交' });
