const key = 'myevents.ring';
const strokes = 3;
const strokeSeconds = 0.9;
const partials = [
  { ratio: 1, gain: 0.5 },
  { ratio: 2, gain: 0.25 },
  { ratio: 2.76, gain: 0.12 },
] as const;
const hertz = 880;

let context: AudioContext | undefined;

/** Whether the buyer once said that this browser may ring. */
export const mayRing = (): boolean => localStorage.getItem(key) === 'on';

/** To be called by a press: browsers let nothing sound before one. */
export async function allowRing(isAllowed: boolean): Promise<void> {
  if (isAllowed) localStorage.setItem(key, 'on');
  else localStorage.removeItem(key);
  if (!isAllowed) return;
  context ??= new AudioContext();
  await context.resume();
  ring();
}

/** After a reload the first press or key wakes what had been allowed. Answers with the end of it. */
export function wakeRing(): () => void {
  const wake = () => {
    if (!mayRing()) return;
    context ??= new AudioContext();
    void context.resume();
  };
  addEventListener('pointerdown', wake);
  addEventListener('keydown', wake);
  return () => {
    removeEventListener('pointerdown', wake);
    removeEventListener('keydown', wake);
  };
}

/** A little bell, if it is allowed. */
export function ring(): void {
  if (context === undefined || context.state !== 'running' || !mayRing()) return;
  for (let stroke = 0; stroke < strokes; stroke += 1) strike(context, context.currentTime + stroke * strokeSeconds);
}

function strike(audio: AudioContext, at: number): void {
  for (const { ratio, gain } of partials) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz * ratio;
    volume.gain.setValueAtTime(gain * 0.5, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + strokeSeconds * 1.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + strokeSeconds * 1.6);
  }
}
