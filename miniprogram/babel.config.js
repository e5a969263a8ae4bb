/** Taro's own preset; `useBuiltIns` stays off: core-js would add 120 KB to h5. */
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false }]],
};
