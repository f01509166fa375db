import '@mantine/core/styles/Fieldset.css';
import { Fieldset } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './form-group.module.css';

/** Fields that belong together, under what they are about. */
export function FormGroup({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <Fieldset legend={legend} radius="lg" classNames={{ root: styles['root'] ?? '', legend: styles['legend'] ?? '' }}>
      {children}
    </Fieldset>
  );
}
