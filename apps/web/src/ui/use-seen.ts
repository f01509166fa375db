import { type RefObject, useEffect, useRef, useState } from 'react';

/** Becomes true when the element comes near the screen for the first time. */
export function useSeen<Of extends Element>(): readonly [RefObject<Of | null>, boolean] {
  const element = useRef<Of>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen || element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: '80px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isSeen]);
  return [element, isSeen];
}
