import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { pathToShow } from '../../paths.ts';
import { ShowPlace, ShowTime } from '../checkout/ticket-summary.tsx';
import type { About } from './waiting.tsx';

/** What the line is for. */
export function AboutShow({ about }: { readonly about: About }) {
  const { event, show } = about;
  return (
    <div>
      <Text size="xl" fw={750}>
        {event === undefined || show === undefined ? (
          <>&nbsp;</>
        ) : (
          <Link href={pathToShow(event, show.id)} style={{ color: 'inherit' }}>
            <bdi>{event.name}</bdi>
          </Link>
        )}
      </Text>
      <ShowTime show={show} />
      <ShowPlace {...about} />
    </div>
  );
}
