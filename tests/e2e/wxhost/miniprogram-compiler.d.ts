declare module 'miniprogram-compiler' {
  /** Options of WeChat's compilers. */
  interface CompilerOptions {
    /** Most bytes of output. */
    maxBuffer?: number;
  }
  /** All WXML below a folder as JavaScript that returns `$gwx`. */
  export function wxmlToJs(folder: string, options?: CompilerOptions): string;
  /** All WXSS below a folder as JavaScript. */
  export function wxssToJs(folder: string, options?: CompilerOptions): string;
}
