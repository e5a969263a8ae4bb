import Taro from '@tarojs/taro';

/** How an outcome feels and sounds, for who does not look at the screen. */
export type SignalKind = 'good' | 'kept' | 'bad';

interface Tone {
  hertz: number;
  ms: number;
}

const TONES: Readonly<Record<SignalKind, readonly Tone[]>> = {
  good: [{ hertz: 1318, ms: 120 }],
  kept: [
    { hertz: 880, ms: 90 },
    { hertz: 880, ms: 90 },
  ],
  bad: [{ hertz: 262, ms: 320 }],
};

const GAP_MS = 60;
const LOUDNESS = 0.2;

type Sound = Pick<AudioContext, 'createOscillator' | 'createGain' | 'currentTime' | 'destination'>;

let sound: Sound | null | undefined;

/** The device's own synthesizer, so that no sound file is carried along; null where it has none. */
function soundOf(): Sound | null {
  if (sound !== undefined) return sound;
  try {
    if (process.env.TARO_ENV === 'weapp') sound = Taro.createWebAudioContext() as unknown as Sound;
    else sound = typeof AudioContext === 'undefined' ? null : new AudioContext();
  } catch {
    sound = null;
  }
  return sound;
}

function play(kind: SignalKind): void {
  const device = soundOf();
  if (!device) return;
  let at = device.currentTime;
  for (const { hertz, ms } of TONES[kind]) {
    const voice = device.createOscillator();
    const volume = device.createGain();
    volume.gain.value = LOUDNESS;
    voice.frequency.value = hertz;
    voice.connect(volume);
    volume.connect(device.destination);
    voice.start(at);
    voice.stop(at + ms / 1000);
    at += (ms + GAP_MS) / 1000;
  }
}

function shake(kind: SignalKind): void {
  if (process.env.TARO_ENV === 'weapp') {
    if (kind === 'bad') void Taro.vibrateLong();
    else void Taro.vibrateShort({ type: kind === 'good' ? 'medium' : 'heavy' });
    return;
  }
  navigator.vibrate?.(kind === 'bad' ? 300 : kind === 'good' ? 60 : [60, 60, 60]);
}

/** Vibrates and sounds, where the device can; a device that cannot stays silent. */
export function signal(kind: SignalKind): void {
  shake(kind);
  try {
    play(kind);
  } catch {
    sound = null;
  }
}
