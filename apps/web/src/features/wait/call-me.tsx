import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { askToNotify, notifyPermission } from './notify.ts';
import { allowRing, mayRing } from './ring.ts';

/** How one wants to be called when it is one's turn. Nothing is asked for before it is pressed. */
export function CallMe() {
  const t = useTranslations('wait');
  const [rings, setRings] = useState(mayRing);
  const [permission, setPermission] = useState(notifyPermission);
  const toggleRing = () => {
    setRings(!rings);
    void allowRing(!rings);
  };
  const ask = () => void askToNotify().then(setPermission);
  return (
    <Stack gap="xs">
      <Text fw={650}>{t('callMe')}</Text>
      <Group>
        <Button mih={44} variant={rings ? 'filled' : 'default'} aria-pressed={rings} onClick={toggleRing}>
          {rings ? t('ringIsOn') : t('ring')}
        </Button>
        {permission === 'default' && (
          <Button mih={44} variant="default" onClick={ask}>
            {t('notify')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="var(--ink-soft)" role="status">
        {permission === 'granted' && t('notifyIsOn')}
        {permission === 'denied' && t('notifyIsDenied')}
      </Text>
    </Stack>
  );
}
