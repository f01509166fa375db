import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { pathTo } from '../../paths.ts';
import { OrganizerFrame } from '../organize/frame.tsx';
import { venueQuery } from './queries.ts';
import { ToVenues } from './to-venues.tsx';
import { VenueForm } from './venue-form.tsx';
import { newVenueValues, toVenueBody, type VenueValues } from './venue-values.ts';

/** A new location. The same form, sent twice, makes one. */
export function NewVenue() {
  const t = useTranslations('venues');
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const keys = useRef(new Map<string, string>());
  const create = useMutation({
    mutationFn: (values: VenueValues) => {
      const body = toVenueBody(values);
      const wanted = JSON.stringify(body);
      const key = keys.current.get(wanted) ?? crypto.randomUUID();
      keys.current.set(wanted, key);
      return dataOf(api.POST('/v1/locations', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    onSuccess: (venue) => {
      queries.setQueryData(venueQuery(api, venue.id).queryKey, venue);
      void queries.invalidateQueries({ queryKey: ['venues', 'list'] });
      void queries.invalidateQueries({ queryKey: ['programme', 'locations'] });
      navigate(pathTo('organizeLocation', { locationId: venue.id }), { replace: true });
    },
  });
  return (
    <OrganizerFrame title={t('new')} above={<ToVenues />}>
      <VenueForm
        values={newVenueValues}
        submitText={t('form.create')}
        isSaving={create.isPending}
        error={create.error}
        onSave={(values) => create.mutate(values)}
      />
    </OrganizerFrame>
  );
}
