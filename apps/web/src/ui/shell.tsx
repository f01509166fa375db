import { Burger, Container, useMantineColorScheme } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Link, useLocation } from 'wouter';
import { useConnection } from '../api/connection.ts';
import { chooseLanguage } from '../i18n/choose-language.ts';
import { isLanguage, languageNames, languages } from '../i18n/languages.ts';
import { paths } from '../paths.ts';
import { hasMine } from '../session/buyer.ts';
import { Logo } from './logo.tsx';
import { PlainSelect } from './plain-select.tsx';
import styles from './shell.module.css';

/** A page is good without it: where its code does not arrive, nothing is shown in its place. */
const OpenHoldBar = lazy(() => import('./open-hold-bar.tsx').catch(() => ({ default: () => null })));

const links = [
  { href: paths.search, text: 'find' },
  { href: paths.map, text: 'map' },
  { href: paths.locations, text: 'locations' },
  { href: paths.bookings, text: 'myBookings' },
  { href: paths.organize, text: 'organize' },
] as const;

/** The frame around every page: where one can go, what language it speaks, and whether the server is there. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('shell');
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const lastPath = useRef(path);
  useEffect(() => {
    if (lastPath.current === path) return;
    lastPath.current = path;
    // A new page begins at its top, for eyes and for screen readers.
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Header path={path} />
      <OpenHold path={path} />
      <main id="main" ref={main} tabIndex={-1} className={styles['main']} style={{ outline: 'none' }}>
        {children}
      </main>
      <Footer />
      <ConnectionNotice />
    </>
  );
}

/** Only for who has begun something here, and not where it is on the page itself. */
function OpenHold({ path }: { readonly path: string }) {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => setWanted(hasMine() && !/^\/(checkout|wait)\//.test(path)), [path]);
  if (!isWanted) return null;
  return (
    <Suspense>
      <OpenHoldBar />
    </Suspense>
  );
}

function Header({ path }: { readonly path: string }) {
  const t = useTranslations('shell');
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  return (
    <header className={`${styles['header']} no-print`}>
      <Container size="xl" className={styles['bar'] ?? ''}>
        <Link href={paths.home} className={styles['logo'] ?? ''}>
          <Logo />
          MyEvents
        </Link>
        <Burger
          className={styles['burger'] ?? ''}
          opened={isOpen}
          onClick={() => setOpen(!isOpen)}
          aria-label={t('menu')}
          aria-expanded={isOpen}
          aria-controls="site-links"
        />
        <nav id="site-links" aria-label={t('menu')} className={styles['links']} data-open={isOpen || undefined}>
          {links.map(({ href, text }) => (
            <Link
              key={href}
              href={href}
              className={styles['link'] ?? ''}
              aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
            >
              {t(text)}
            </Link>
          ))}
        </nav>
      </Container>
    </header>
  );
}

function Footer() {
  const t = useTranslations('shell');
  const language = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <footer className={`${styles['footer']} no-print`}>
      <Container size="xl">
        <div className={styles['footerParts']}>
          <div>
            <p className={styles['siteName']}>MyEvents</p>
            <p>{t('footer')}</p>
            <a href="/docs" className={styles['footerLink']}>
              {t('api')}
            </a>
          </div>
          <div className={styles['choices']}>
            <PlainSelect
              label={t('language')}
              value={language}
              options={languages.map((value) => ({ value, label: languageNames[value] }))}
              onChange={(value) => isLanguage(value) && chooseLanguage(value)}
            />
            <PlainSelect
              label={t('appearance')}
              value={colorScheme}
              options={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(value) }))}
              onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
            />
          </div>
        </div>
      </Container>
    </footer>
  );
}

function ConnectionNotice() {
  const t = useTranslations('shell');
  const connection = useConnection();
  return (
    <div role="status" aria-live="polite">
      {connection !== 'there' && <p className={styles['notice']}>{connection === 'away' ? t('away') : t('back')}</p>}
    </div>
  );
}
