import { Container } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Link, useLocation } from 'wouter';
import { PageHead } from '../../head.tsx';
import { paths } from '../../paths.ts';
import styles from './frame.module.css';

/** Shows are reached through their events, so they belong to that part. */
const parts = [
  { text: 'overview', href: paths.organize, owns: [] },
  { text: 'events', href: paths.organizeEvents, owns: ['/organize/shows'] },
  { text: 'venues', href: paths.organizeLocations, owns: [] },
  { text: 'import', href: paths.organizeImport, owns: [] },
] as const;

export interface OrganizerFrameProps {
  /** The page's one `h1`, and what the window is called. */
  readonly title: string;
  /** Where this page hangs, e.g. a link back to its event, above the title. */
  readonly above?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame around every organizer page: its head, the way to the other parts, the title, and what can be done with the whole. */
export function OrganizerFrame({ title, above, actions, children }: OrganizerFrameProps) {
  const t = useTranslations('organize');
  const [path] = useLocation();
  return (
    <Container size="xl" pb={48}>
      <PageHead title={title} isPrivate />
      <nav aria-label={t('parts')} className={`${styles['parts']} no-print`}>
        {parts.map(({ text, href, owns }) => (
          <Link
            key={href}
            href={href}
            className={styles['part'] ?? ''}
            aria-current={isWithin(path, [href, ...owns]) ? (path === href ? 'page' : 'true') : undefined}
          >
            {t(text)}
          </Link>
        ))}
      </nav>
      <header className={styles['header']}>
        <div className={styles['naming']}>
          {above !== undefined && <div className={styles['above']}>{above}</div>}
          <h1 className={styles['title']}>{title}</h1>
        </div>
        {actions !== undefined && <div className={`${styles['actions']} no-print`}>{actions}</div>}
      </header>
      {children}
    </Container>
  );
}

/** The overview is the address that all others begin with: it is itself alone. */
const isWithin = (path: string, addresses: readonly string[]): boolean =>
  addresses.some((address) => path === address || (address !== paths.organize && path.startsWith(`${address}/`)));
