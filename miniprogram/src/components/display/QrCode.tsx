import { Image } from '@tarojs/components';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { picture } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './QrCode.module.scss';

/** A QR code as one image; always dark on white, since scanners expect it. */
export function QrCode({ text, label, big }: { text: string; label: string; big?: boolean }) {
  const src = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'M', border: 2 });
    const path = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }, [text]);
  return <Image src={src} className={classesOf(classes.code, big && classes.big)} {...picture(label)} />;
}
