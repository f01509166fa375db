import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { Poster } from '../../ui/poster.tsx';
import { useTypeName } from '../search/event-types.ts';
import type { EventFacets } from '../search/queries.ts';
import { changeSearch } from '../search/search-state.ts';
import { everything } from './queries.ts';
import styles from './type-tiles.module.css';

/** The kinds of event there are, each with a picture of its own. */
export function TypeTiles({ types = [] }: { readonly types: EventFacets['types'] | undefined }) {
  const t = useTranslations('home');
  const typeName = useTypeName();
  return (
    <ul className={styles['tiles']}>
      {types.map(({ value, count }) => (
        <li key={value}>
          <Link href={changeSearch(everything, { type: value })} className={styles['tile'] ?? ''}>
            <span className={styles['picture']}>
              <Poster id={`tile ${value}`} type={value} />
            </span>
            <span className={styles['name']}>{typeName(value, 'many')}</span>
            <span className={styles['count']}>{t('count', { count })}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
