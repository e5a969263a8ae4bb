export default definePageConfig({ navigationBarTitleText: '层级变动' });
