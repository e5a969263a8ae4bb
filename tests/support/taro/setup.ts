import { cleanup } from '@testing-library/react';
import { installFiles, resetFiles } from './files';
import { resetServer } from './server';
import { resetTaro } from './taro';

process.env['TARO_ENV'] = 'h5';
installFiles();

afterEach(() => {
  cleanup();
  resetFiles();
  resetTaro();
  resetServer();
  process.env['TARO_ENV'] = 'h5';
});
