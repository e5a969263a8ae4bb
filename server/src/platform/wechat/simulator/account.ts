/** The simulator's own account; production refuses it together with the simulator. */
export const SIMULATOR_APPID = 'wx5117e1f0000000aa';
export const SIMULATOR_SECRET = 'simulator-secret';
