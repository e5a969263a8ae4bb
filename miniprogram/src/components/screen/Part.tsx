import { View } from '@tarojs/components';
import { type PropsWithChildren, useEffect, useState } from 'react';
import classes from './Part.module.scss';

/** Long enough for what is above to have gone over to the view of WeChat, too short to be seen. */
const STEP_MS = 32;

/** A part of a long page in a view of its own: what comes into it goes over to the view of WeChat without the rest. */
export function Part({ children }: PropsWithChildren) {
  return <View className={classes.part}>{children}</View>;
}

/** A part that is drawn a step after the rest of its page, so that no step carries too much over to the view. */
export function LaterPart({ children }: PropsWithChildren) {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(true), STEP_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Part>{drawn ? children : null}</Part>;
}
