import { cleanup } from '@testing-library/react';
import { resetServer } from './server';
import { resetTaro } from './taro';

process.env['TARO_ENV'] = 'h5';

afterEach(() => {
  cleanup();
  resetTaro();
  resetServer();
  process.env['TARO_ENV'] = 'h5';
});
