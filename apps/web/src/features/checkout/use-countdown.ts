import { useEffect, useState } from 'react';
import { msToNextSecond, secondsUntil } from './countdown.ts';

/** Whole seconds until an instant on `performance.now()`, anew each second and when the page is seen again. */
export function useCountdown(deadline: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(deadline, performance.now()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      clearTimeout(timer);
      const now = performance.now();
      setSeconds(secondsUntil(deadline, now));
      if (now < deadline) timer = setTimeout(tick, msToNextSecond(deadline, now));
    };
    tick();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [deadline]);
  return seconds;
}
