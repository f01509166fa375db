import { useEffect, useState } from 'react';

const tickMs = 15_000;

/**
 * What time it is, in steps. A page begins at the instant it was made for (on the server, or when its data came), so that the browser
 * agrees with what the server wrote, and goes on by its own clock.
 */
export function useNow(firstNow: number): number {
  const [now, setNow] = useState(firstNow);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
