import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import styles from './near-me.module.css';
import { changeSearch, nowhere, type SearchState } from './search-state.ts';

const radiusKm = 100;
const answerMsMax = 10_000;
const ageMsMax = 600_000;

type Progress = 'idle' | 'busy' | 'refused' | 'failed';

/** Asks the browser where it is, at a press only. The address then has the place to about a kilometre, no nearer. */
export function NearMe({ state }: { readonly state: SearchState }) {
  const t = useTranslations('search');
  const [, navigate] = useLocation();
  const [progress, setProgress] = useState<Progress>('idle');
  const look = () => {
    if (!('geolocation' in navigator)) {
      setProgress('refused');
      return;
    }
    setProgress('busy');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setProgress('idle');
        const latLong = `${latitude.toFixed(2)},${longitude.toFixed(2)}`;
        navigate(changeSearch(state, { ...nowhere, latLong, radiusKm, sort: 'distance' }));
      },
      ({ code }) => setProgress(code === GeolocationPositionError.PERMISSION_DENIED ? 'refused' : 'failed'),
      { timeout: answerMsMax, maximumAge: ageMsMax },
    );
  };
  return (
    <div className={styles['near']}>
      <Button
        variant="default"
        className={styles['action'] ?? ''}
        onClick={look}
        loading={progress === 'busy'}
        leftSection={<Pin />}
      >
        {t('near.action')}
      </Button>
      <p role="status" className={styles['note']}>
        {progress !== 'idle' && t(`near.${progress}`)}
      </p>
    </div>
  );
}

function Pin() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d="M8 1a5 5 0 0 0-5 5c0 3.600 5 9 5 9s5-5.400 5-9a5 5 0 0 0-5-5m0 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4"
        fill="currentColor"
      />
    </svg>
  );
}
