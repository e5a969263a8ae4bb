import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';
import { EarlyLoads } from './earlyLoads';
import { HashableCopies } from './hashableCopies';
import { OfflineShell } from './offlineShell';
import { sharedCode } from './sharedCode';

type Colours = Record<string, string>;
type Project = Awaited<Exclude<UserConfigExport<'webpack5'>, (...given: never) => unknown>>;

const root = path.resolve(__dirname, '../..');
const tokensFile = path.resolve(__dirname, '../src/styles/tokens.json');
const target = process.env.TARO_ENV ?? 'h5';

/** Where the API is: h5 is served by the server itself; a phone needs the full address. */
const apiBase = process.env.API_BASE ?? (target === 'h5' ? '' : 'http://127.0.0.1:8080');
/** The persona picker of the demo: a build constant, so that a production build does not hold the code at all. */
const personas = process.env.BUILD_PERSONAS === 'true';
/** The page with every component in every state; development only unless asked for. */
const kit = process.env.BUILD_KIT === 'true' || process.env.NODE_ENV === 'development';

const constants = {
  API_BASE: JSON.stringify(apiBase),
  BUILD_PERSONAS: JSON.stringify(personas),
  BUILD_KIT: JSON.stringify(kit),
};

/** The colours as SCSS maps before every style file, so that tokens.json stays their only source. */
function tokensAsScss(): string {
  const { light, dark } = JSON.parse(readFileSync(tokensFile, 'utf8')) as { light: Colours; dark: Colours };
  const map = (colours: Colours) => Object.entries(colours).map(([name, value]) => `"${name}": ${value}`);
  return `$target: "${target}"; $light: (${map(light).join(', ')}); $dark: (${map(dark).join(', ')});`;
}

/** `Button.module.scss` and `.label` make `Button_label`: short, and the same in every build. */
const scopedName = (local: string, file: string) => `${path.basename(file).split('.')[0]}_${local}`;
const cssModules = { enable: true, config: { namingPattern: 'module' as const, generateScopedName: scopedName } };
// The product is laid out in real pixels: 16 px stay 16 px on a small phone and on a computer.
const pxtransform = { enable: false, config: {} };
const compile = { include: [path.join(root, 'shared/src')] };
const tabIcons = { from: 'src/assets/tabs', to: `dist/${target}/assets/tabs` };

/** Pages for a browser: hash routes, files named by their content, and the shell that opens without a network. */
const h5: NonNullable<Project['h5']> = {
  compile,
  publicPath: './',
  staticDirectory: 'static',
  router: { mode: 'hash' },
  output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
  miniCssExtractPluginOption: {
    ignoreOrder: true,
    filename: 'css/[name].[contenthash:8].css',
    chunkFilename: 'css/[name].[contenthash:8].css',
  },
  postcss: { autoprefixer: { enable: true, config: {} }, pxtransform, cssModules },
  devServer: { proxy: { '/api': { target: 'http://127.0.0.1:8080' } } },
  webpackChain(chain) {
    chain.performance.hints(false);
    chain.merge({ optimization: { splitChunks: { cacheGroups: sharedCode } } });
    chain.plugin('offlineShell').use(OfflineShell);
    chain.plugin('earlyLoads').use(EarlyLoads);
  },
};

export default defineConfig<'webpack5'>(async (merge) => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'linzhang',
    date: '2026-11-22',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${target}`,
    // Views within views: a level costs 3 KB of the main package; deeper ones still work, in a component of their own.
    baseLevel: 11,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: {
      enable: true,
      name: [target, process.env.NODE_ENV, personas ? 'personas' : '', kit ? 'kit' : ''].filter(Boolean).join('-'),
      buildDependencies: { config: [__filename, tokensFile] },
    },
    plugins: [],
    defineConstants: constants,
    sass: { data: tokensAsScss() },
    // Chinese stays as it is: escaped, each character takes twice the bytes.
    terser: { enable: true, config: { output: { ascii_only: false } } },
    copy: { patterns: target === 'weapp' ? [tabIcons] : [], options: {} },
    mini: {
      compile,
      optimizeMainPackage: { enable: true },
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { pxtransform, cssModules },
      webpackChain(chain) {
        chain.plugin('hashableCopies').use(HashableCopies);
      },
    },
    h5,
  };
  return merge({}, config);
});
