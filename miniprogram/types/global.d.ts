/// <reference types="@tarojs/taro" />

declare module '*.png';
declare module '*.scss';
declare module '*.module.scss' {
  const classes: { readonly [name: string]: string };
  export default classes;
}

/** Address before `/api`, set by the build. */
declare const API_BASE: string;
/** True in a build with the persona picker of the demo. */
declare const BUILD_PERSONAS: boolean;
/** True in a build with the component kit page. */
declare const BUILD_KIT: boolean;

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV?: 'weapp' | 'h5';
  }
}
