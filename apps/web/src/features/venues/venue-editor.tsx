import { Anchor, Stack } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { Location } from '../../../generated/api.ts';
import { pathTo } from '../../paths.ts';
import { OrganizerFrame } from '../organize/frame.tsx';
import { ConflictDialog, changedParts } from './conflict-dialog.tsx';
import { HallCalendars } from './hall-calendar.tsx';
import { ToVenues } from './to-venues.tsx';
import { useVenueChanges } from './use-venue-changes.ts';
import { VenueForm } from './venue-form.tsx';

/** A location that is there: its form, and when its halls are taken. */
export function VenueEditor({ venue }: { readonly venue: Location }) {
  const t = useTranslations('venues');
  const changes = useVenueChanges(venue);
  const { base, start, conflict } = changes;
  const { id: locationId } = base;
  const seePage = (
    <Anchor component={Link} href={pathTo('location', { locationId })}>
      {t('publicPage')}
    </Anchor>
  );
  return (
    <OrganizerFrame title={base.name} above={<ToVenues />} actions={seePage}>
      <Stack gap="xl">
        <VenueForm
          values={start}
          stored={start}
          submitText={t('form.save')}
          isSaving={changes.isSaving}
          isSaved={changes.isSaved}
          error={changes.error}
          onSave={changes.save}
          planHref={(hall) => pathTo('organizeLocation', { locationId }, { hall })}
        />
        <HallCalendars venue={base} />
      </Stack>
      {conflict !== undefined && (
        <ConflictDialog
          parts={changedParts(base, conflict.theirs)}
          onOverwrite={() => changes.overwrite(conflict.mine, conflict.theirs)}
          onReload={() => changes.reload(conflict.theirs)}
          onClose={changes.closeConflict}
        />
      )}
    </OrganizerFrame>
  );
}
