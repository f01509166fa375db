import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './chip.module.css';

interface ChipProps {
  readonly href: string;
  readonly children: ReactNode;
  /** How much is behind it. */
  readonly count?: string | undefined;
  readonly isCurrent?: boolean;
  readonly label?: string;
}

/** A short way to somewhere: one of several beside each other, in `Chips`. */
export function Chip({ href, children, count, isCurrent = false, label }: ChipProps) {
  return (
    <li>
      <Link href={href} className={styles['chip'] ?? ''} aria-current={isCurrent || undefined} aria-label={label}>
        {children}
        {count !== undefined && <span className={styles['count']}>{count}</span>}
      </Link>
    </li>
  );
}

export function Chips({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  return (
    <ul className={styles['chips']} aria-label={label}>
      {children}
    </ul>
  );
}
