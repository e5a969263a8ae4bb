export default definePageConfig({ navigationBarTitleText: '出示集章码' });
