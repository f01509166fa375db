import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { EventResource, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Dialog } from './dialog.tsx';
import styles from './dialogs.module.css';
import { publishChecks } from './publish-checks.ts';
import { useEventUpdate, versionTag } from './use-event-changes.ts';

export interface PublishDialogProps {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly onClose: () => void;
}

/** What people will find once it is published, before it is. */
export function PublishDialog({ event, shows, onClose }: PublishDialogProps) {
  const t = useTranslations('programme.publish');
  const format = useFormat();
  const api = useApi();
  const update = useEventUpdate();
  const checks = publishChecks(event, shows, Date.now());
  const publish = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/v1/events/{eventId}/publish', {
          params: { path: { eventId: event.id }, header: { 'If-Match': versionTag(event.version) } },
          body: {},
        }),
      ),
    onSuccess: (published) => {
      update(published);
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t('title')}>
      <Stack>
        <Text>{t('text')}</Text>
        <ul className={styles['checks']}>
          {checks.map(({ name, isGood, count, from, to }) => (
            <li key={name} data-good={isGood}>
              <span aria-hidden="true" className={styles['mark']}>
                {isGood ? '✓' : '!'}
              </span>
              <span>
                {name === 'prices' && isGood && from !== undefined && to !== undefined
                  ? t('prices.range', { from: format.price(from), to: format.price(to) })
                  : t(`${name}.${isGood ? 'good' : 'bad'}`, { count })}
              </span>
            </li>
          ))}
        </ul>
        <ProblemAlert error={publish.error} />
        <Group>
          <Button loading={publish.isPending} onClick={() => publish.mutate()}>
            {checks.every(({ isGood }) => isGood) ? t('publish') : t('publishAnyway')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('later')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
