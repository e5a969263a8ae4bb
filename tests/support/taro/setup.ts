import { cleanup, configure } from '@testing-library/react';
import { installFiles, resetFiles } from './files';
import { resetServer } from './server';
import { resetTaro } from './taro';

// A busy machine takes a while to load what a page is made of.
configure({ asyncUtilTimeout: 10_000 });

process.env['TARO_ENV'] = 'h5';
installFiles();

afterEach(() => {
  cleanup();
  resetFiles();
  resetTaro();
  resetServer();
  process.env['TARO_ENV'] = 'h5';
});
