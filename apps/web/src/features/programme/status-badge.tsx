import { useTranslations } from 'use-intl';
import type { EventStatus } from './queries.ts';
import styles from './status-badge.module.css';

/** An event's state, in words and by a shape. */
export function StatusBadge({ status }: { readonly status: EventStatus }) {
  const t = useTranslations('programme.status');
  return (
    <span className={styles['badge']} data-status={status}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {shapes[status]}
      </svg>
      {t(status)}
    </span>
  );
}

const shapes = {
  draft: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.2 2" />,
  published: <circle cx="6" cy="6" r="4.8" fill="currentColor" />,
  cancelled: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
} as const;
