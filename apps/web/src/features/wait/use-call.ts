import { useEffect, useState } from 'react';
import { notify } from './notify.ts';
import { ring } from './ring.ts';

const blinkMs = 1200;
const ringEveryMs = 9000;
const ringsMax = 8;

interface Call {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** Calls the buyer: the bell, a notice of the system, and a title that blinks. Answers whether the title says it just now. */
export function useCall({ title, body, tag }: Call): boolean {
  const [isOn, setOn] = useState(true);
  useEffect(() => {
    const blinking = setInterval(() => setOn((was) => !was), blinkMs);
    return () => clearInterval(blinking);
  }, []);
  useEffect(() => {
    let rings = 1;
    ring();
    const ringing = setInterval(() => {
      rings += 1;
      if (rings <= ringsMax) ring();
    }, ringEveryMs);
    return () => clearInterval(ringing);
  }, [tag]);
  useEffect(() => {
    if (document.visibilityState === 'hidden') void notify({ title, body, tag, url: location.pathname });
  }, [title, body, tag]);
  return isOn;
}
